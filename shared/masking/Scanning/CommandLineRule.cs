using System.Text.RegularExpressions;

namespace Pipeline.Masking.Scanning;

/// <summary>Passwords in the short flags of known programs, as they appear in scripts and process lists.</summary>
internal static partial class CommandLineRule
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Timeout = 250; // ms

    /// <summary>Program, and the pattern that is tried at its name; each looks no farther than 256 characters.</summary>
    public static readonly IReadOnlyList<(string Program, Regex Regex)> All =
    [
        ("mysql", MySql()), ("mariadb", MySql()), ("sshpass", SshPass()), ("redis-cli", RedisCli()), ("curl", Curl()),
        ("docker login", Login()), ("podman login", Login()), ("helm registry login", Login()), ("smbclient", Smb()),
        ("ldapsearch", Ldap()), ("mongo", Login()), ("sqlcmd", SqlCmd()),
    ];

    /// <returns>Whether a program's name is at the position.</returns>
    public static bool Find(string text, int at, List<SecretSpan> found)
    {
        foreach (var (program, regex) in All)
        {
            if (string.CompareOrdinal(text, at, program, 0, program.Length) != 0)
                continue;
            if (regex.Match(text, at) is { Success: true } match && match.Groups["secret"] is var secret
                && AssignmentRule.IsSecret(secret.ValueSpan))
                found.Add(new SecretSpan(secret.Index, secret.Length, SecretKinds.Password, Named: true));
            return true;
        }
        return false;
    }

    [GeneratedRegex(@"\G(mysql|mariadb)\w{0,16}[^\n|;]{0,256}?\s-p['""]?(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex MySql();

    [GeneratedRegex(@"\Gsshpass\s+-p\s?['""]?(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex SshPass();

    [GeneratedRegex(@"\Gredis-cli\s[^\n|;]{0,256}?(?<=\s)(-a|--pass)\s+['""]?(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex RedisCli();

    [GeneratedRegex(@"\Gcurl\s[^\n|;]{0,256}?(?<=\s)(-u|--user)[\s=]?['""]?[^\s:'""]{1,64}:(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex Curl();

    [GeneratedRegex(@"\G(docker login|podman login|helm registry login|mongo)\b[^\n|;]{0,256}?\s-p\s+['""]?(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex Login();

    [GeneratedRegex(@"\Gsmbclient\s[^\n|;]{0,256}?\s-U\s+[^\s%]{1,64}%(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex Smb();

    [GeneratedRegex(@"\Gldapsearch\s[^\n|;]{0,256}?(?<=\s)-w\s+['""]?(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex Ldap();

    [GeneratedRegex(@"\Gsqlcmd\s[^\n|;]{0,256}?(?<=\s)-P\s+['""]?(?<secret>[^\s'""]+)", Options, Timeout)]
    private static partial Regex SqlCmd();
}
