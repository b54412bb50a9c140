namespace Pipeline.Masking.Tests;

/// <summary>Texts, and the secret in each. Sample secrets are put together at run time, so that no scanner takes them for real.</summary>
internal static class SecretsThatVanish
{
    private const string Hex32 = "0123456789abcdef" + "fedcba9876543210";

    public static readonly IReadOnlyList<(string Text, string Secret)> InText =
    [
        // key = value
        ("password=hunter2", "hunter2"),
        ("connecting with PASSWORD=hunter2, user=bob", "hunter2"),
        ("db.password = 'correct horse battery staple' # local", "correct horse battery staple"),
        ("spring.datasource.password: hunter2", "hunter2"),
        ("PGPASSWORD=hunter2 psql -h db", "hunter2"),
        ("export DB_PASS='p;q&r'", "p;q&r"),
        ("{\"user\":\"bob\",\"password\":\"hun ter\\\"2\"}", "hun ter"),
        ("{\\\"password\\\":\\\"hunter2\\\",\\\"user\\\":\\\"bob\\\"}", "hunter2"),
        ("msg=\"body={\\\\\\\"apiKey\\\\\\\":\\\\\\\"hunter2\\\\\\\"}\"", "hunter2"),
        ("{'client_secret': 'hunter2', 'x': 1}", "hunter2"),
        ("Config(user=bob, password=hunter2)", "hunter2"),
        ("&{User:bob Password:hunter2 Port:5432}", "hunter2"),
        ("password=pa,ss;w)rd next", "pa,ss;w)rd"),
        ("?user=bob&password=hunter2&port=1", "hunter2"),
        ("<password>hunter2</password>", "hunter2"),
        ("password := \"hunter2\"", "hunter2"),
        ("api key: 9f8e7d6c5b4a", "9f8e7d6c5b4a"),
        ("x-api-key: 9f8e7d6c5b4a", "9f8e7d6c5b4a"),
        ("passwords: [\"alpha1\", \"beta2\"]", "beta2"),
        ("token: |\n  line-one-of-it\n  line-two-of-it\nnext: 1", "line-two-of-it"),
        ("    password: swordfish\n    user: bob", "swordfish"),
        ("using token 8f3a9c0d1e2b3f4a5b6c for login", "8f3a9c0d1e2b3f4a5b6c"),
        ("q=%7B%22token%22%3A%22hunter2%22%7D", "hunter2"),
        ("session_id=abc123def", "abc123def"),
        ("JSESSIONID=0A1B2C3D4E5F", "0A1B2C3D4E5F"),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY"),
        ("password=\"unclosed until the end\nnext line", "unclosed until the end"),
        ("Password for admin is set, password: Tr0ub4dor&3", "Tr0ub4dor&3"),

        // flags and commands
        ("sh -c 'app --password hunter2 --verbose'", "hunter2"),
        ("app --password=hunter2", "hunter2"),
        ("mysql -u root -phunter2 shop", "hunter2"),
        ("mysqldump --host=db -u root -p'hunter2' shop", "hunter2"),
        ("sshpass -p hunter2 ssh host", "hunter2"),
        ("redis-cli -h cache -a hunter2 ping", "hunter2"),
        ("curl -s -u bob:hunter2 https://example.com/x", "hunter2"),
        ("docker login -u bob -p hunter2 registry", "hunter2"),

        // headers
        ("Authorization: Bearer abcDEF123456", "abcDEF123456"),
        ("curl -H \"Authorization: Bearer abcDEF123456\" https://example.com", "abcDEF123456"),
        ("authorization: Basic Ym9iOmh1bnRlcjI=", "Ym9iOmh1bnRlcjI="),
        ("map[Authorization:[Bearer abcDEF123456] Accept:[*/*]]", "abcDEF123456"),
        ("Authorization: Digest username=\"bob\", response=\"6629fae4\"", "6629fae4"),
        ("Proxy-Authorization: hunter2xyz", "hunter2xyz"),
        ("sent Bearer abcDEF123456ghi to upstream", "abcDEF123456ghi"),
        ("Cookie: sid=abc123; theme=dark", "abc123"),
        ("-H 'Cookie: sid=abc123; theme=dark' -v", "theme=dark"),
        ("Set-Cookie: id=a3fWa; Expires=Thu, 31 Oct 2030 07:28:00 GMT", "a3fWa"),

        // URLs
        ("postgres://shop:hunter2@db:5432/shop", "hunter2"),
        ("postgres://shop:p@ss@db:5432/shop", "p@ss"),
        ("amqp://guest:h%40nter2@rabbit:5672/", "h%40nter2"),
        ("redis://:hunter2@cache:6379/0", "hunter2"),
        ("mongodb+srv://a:hun/ter2@cluster0.example.net/x", "hun/ter2"),
        ("https://abcdef1234567890@o1.ingest.example.io/2", "abcdef1234567890"),
        ("GET /v1/x?access_token=hunter2&page=2 HTTP/1.1", "hunter2"),
        ("https://account.blob.core.windows.net/c/b?sv=2024&sig=hunter2%3D&se=1", "hunter2"),
        ("https://s3.example.com/x?X-Amz-Signature=" + Hex32 + "&x=1", Hex32),
        ("https://hooks.slack.com/services/" + "T0001/B0002/abcdefXYZ", "abcdefXYZ"),
        ("https://discord.com/api/webhooks/" + "123456/abcdefXYZ-_1", "abcdefXYZ"),
        ("https://api.telegram.org/bot" + "123456789:AAabcdefghijklmnopqrstuvwx/sendMessage", "AAabcdefghijklmnopqrstuvwx"),
        ("webhook_url=https://chat.example.com/hooks/xyzzy123", "xyzzy123"),
        ("DATABASE_DSN=shop:hunter2@tcp(db:3306)/shop?parseTime=true", "hunter2"),

        // connection strings
        ("Server=db;Database=shop;User Id=sa;Password=hun=ter2;Encrypt=true", "hun=ter2"),
        ("connectionString=\"Server=db;Pwd=hunter2;\"", "hunter2"),
        ("DefaultEndpointsProtocol=https;AccountName=x;AccountKey=aGVsbG8gd29ybGQ=;EndpointSuffix=core", "aGVsbG8gd29ybGQ="),
        ("Endpoint=sb://x.example.net/;SharedAccessKeyName=root;SharedAccessKey=aGVsbG8gd29ybGQ=", "aGVsbG8gd29ybGQ="),

        // known forms
        .. Forms.Select(form => ($"failed with {form} in request", form)),
        .. Forms.Select(form => ($"value=\"{form}\"", form)),
        (Pem("RSA PRIVATE KEY"), "MIIEabc"),
        (Pem("PRIVATE KEY").Replace("\n", "\\n", StringComparison.Ordinal), "MIIEabc"),
        (Pem("OPENSSH PRIVATE KEY")[..60], "MIIEabc"),
        ("client: " + Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Pem("EC PRIVATE KEY"))), "TUlJRWFiYw"),

        // people
        ("mail from ada.lovelace@example.com rejected", "ada.lovelace@example.com"),
        ("user=<bob+x@mail.example.co.uk>", "bob+x@mail.example.co.uk"),
        ("card 4111 1111 1111 1111 declined", "4111 1111 1111 1111"),
        ("card=5500-0055-5555-5559 declined", "5500-0055-5555-5559"),
        ("pan:378282246310005", "378282246310005"),
    ];

    private static IEnumerable<string> Forms =>
    [
        "AKIA" + "IOSFODNN7EXAMPLE", "ASIA" + "IOSFODNN7EXAMPLE", "AIza" + "SyA1234567890abcdefghijklmnopqrstuv",
        "ya29." + "a0AfH6SMBx1234567890abcdef", "GOCSPX-" + "abcdefghijklmnopqrstuvwx", "abc8Q~" + "abcdefghijklmnopqrstuvwxyz0123456",
        "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789", "github_pat_" + "11ABCDEFG0abcdefghijkl_mnop", "glpat-" + "abcdefghij0123456789",
        "xoxb-" + "123456789012-abcdefABCDEF", "xapp-" + "1-A0000-123456-abcdef", "sk_live_" + "abcdefghij0123456789", "whsec_" + "abcdef0123456789",
        "npm_" + "abcdefghijklmnopqrstuvwxyz0123456789", "sk-" + "abcdefghij0123456789abcd", "sk-proj-" + "abcdefghij0123456789_-abcd",
        "sk-ant-" + "api03-abcdefghij0123456789", "hf_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH", "dop_v1_" + Hex32 + Hex32,
        "SG." + "abcdefghij0123456789ab.abcdefghij0123456789abcdefghij0123456789abc", "hvs." + "CAESIabcdefghij0123456789",
        "dapi" + Hex32, "shpat_" + Hex32, "dckr_pat_" + "abcdefghij0123456789abcdefg", "pypi-" + "AgEIcHlwaS5vcmcabcdefghij0123456789",
        "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJib2IifQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r", "glsa_" + "abcdefghijklmnopqrstuvwxyzABCDEF_01234567",
    ];

    private static string Pem(string label) => $"-----BEGIN {label}-----\nMIIEabcdefghijklmnop\nqrstuvwxyz\n-----END {label}-----\n";
}
