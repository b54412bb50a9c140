using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class Masking_by_key
{
    [Theory]
    [InlineData("password")]
    [InlineData("DB_PASSWORD")]
    [InlineData("dbPassword")]
    [InlineData("db-passwd")]
    [InlineData("spring.datasource.password")]
    [InlineData("password.value")]
    [InlineData("MYSQL_PWD")]
    [InlineData("PGPASSWORD")]
    [InlineData("pass")]
    [InlineData("sslPassphrase")]
    [InlineData("clientSecret")]
    [InlineData("client_secret")]
    [InlineData("SECRET_KEY_BASE")]
    [InlineData("access_token")]
    [InlineData("refreshToken")]
    [InlineData("GITHUB_TOKEN_2")]
    [InlineData("authtoken")]
    [InlineData("apiKey")]
    [InlineData("APIKey")]
    [InlineData("API_KEY")]
    [InlineData("x-api-key")]
    [InlineData("apikey")]
    [InlineData("aws.secretAccessKey")]
    [InlineData("private_key")]
    [InlineData("tls.key")]
    [InlineData("credentials")]
    [InlineData("REDIS_AUTH")]
    [InlineData("Authorization")]
    [InlineData("session")]
    [InlineData("sessionId")]
    [InlineData("Set-Cookie")]
    [InlineData("connectionString")]
    [InlineData("ConnectionStrings")]
    [InlineData("SENTRY_DSN")]
    [InlineData("vault.example.com/token")]
    [InlineData("client-key-data")]
    [InlineData("VAULT_SECRET_ID")]
    [InlineData("one_time_code")]
    [InlineData("otp")]
    public void Masks_the_value_of(string key)
    {
        var masked = Some.Masker.KeyValue(key, "hunter2-swordfish9");
        Assert.DoesNotContain("hunter2", masked, StringComparison.Ordinal);
        Assert.Equal(masked, Some.Masker.KeyValue(key, masked));
    }

    [Theory]
    [InlineData("secretName")]
    [InlineData("tokenExpirationSeconds")]
    [InlineData("passwordPolicy")]
    [InlineData("imagePullSecrets")]
    [InlineData("imagePullSecret")]
    [InlineData("existingSecret")]
    [InlineData("author")]
    [InlineData("authority")]
    [InlineData("authenticated")]
    [InlineData("auth.enabled")]
    [InlineData("session.affinity")]
    [InlineData("sessionAffinity")]
    [InlineData("secretKeyRef")]
    [InlineData("passwordFile")]
    [InlineData("token_url")]
    [InlineData("tokens")]
    [InlineData("max_tokens")]
    [InlineData("tokenizer")]
    [InlineData("bypass")]
    [InlineData("compass")]
    [InlineData("keyboard")]
    [InlineData("key")]
    [InlineData("topologyKey")]
    [InlineData("publicKey")]
    [InlineData("private_key_id")]
    [InlineData("accessKeyId")]
    [InlineData("checksum/secret")]
    [InlineData("secretary")]
    [InlineData("serviceAccountName")]
    [InlineData("auth.example.com/role")]
    [InlineData("username")]
    public void Keeps_the_value_of(string key) =>
        Assert.Equal("hunter2-swordfish9", Some.Masker.KeyValue(key, "hunter2-swordfish9"));

    [Theory]
    [InlineData("DATABASE_URL", "postgres://shop:hunter2@db:5432/shop", "postgres://shop:", "@db:5432/shop")]
    [InlineData("MYSQL_DSN", "shop:hunter2@tcp(db:3306)/shop", "shop:", "@tcp(db:3306)/shop")]
    [InlineData("connectionString", "Server=db;Password=hunter2;Encrypt=true", "Server=db;Password=", ";Encrypt=true")]
    [InlineData("SLACK_WEBHOOK_URL", "https://chat.example.com/hooks/hunter2", "https://chat.example.com/", "")]
    [InlineData("Authorization", "Bearer hunter2", "Bearer ", "")]
    public void Keeps_what_is_no_secret_in(string key, string value, string before, string after)
    {
        var masked = Some.Masker.KeyValue(key, value);
        Assert.StartsWith(before + "[masked:", masked, StringComparison.Ordinal);
        Assert.EndsWith("]" + after, masked, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password", "")]
    [InlineData("password", "$(DB_PASSWORD)")]
    [InlineData("password", "${DB_PASSWORD}")]
    [InlineData("useToken", "true")]
    [InlineData("token", "<nil>")]
    [InlineData("password", "********")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "/var/secrets/google/key.json")]
    public void Keeps_what_only_stands_for_a_secret(string key, string value) =>
        Assert.Equal(value, Some.Masker.KeyValue(key, value));

    [Fact]
    public void Keeps_the_name_of_a_secret_in_a_label()
    {
        Assert.Equal("ledger-db", Some.Masker.Label("secret", "ledger-db"));
        Assert.DoesNotContain("hunter2", Some.Masker.Label("token", "hunter2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Knows_the_installations_own_names_in_keys_and_in_text()
    {
        var masker = Masker.Create(new MaskingOptions { Key = Some.Key, SensitiveKeys = ["pinCode"], HarmlessKeys = ["csrf-token"] });
        Assert.DoesNotContain("4711", masker.KeyValue("PIN_CODE", "4711"), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", masker.Text("got pin_code=4711 from bob"), StringComparison.Ordinal);
        Assert.Equal("csrfToken=abc1", masker.Text("csrfToken=abc1"));
    }
}
