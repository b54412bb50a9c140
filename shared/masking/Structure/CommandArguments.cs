using Pipeline.Masking.Keys;
using Pipeline.Masking.Scanning;

namespace Pipeline.Masking.Structure;

/// <summary>Masks the arguments of a command.</summary>
/// <remarks>Of short flags only -p, -a, -w and -u can hold a password, and what they mean depends on the program.</remarks>
internal sealed class CommandArguments(BorderMasking masker, KeyClassifier keys, TextMasking text, KeyedValues values)
{
    private static readonly string[] PathPrograms = ["mkdir", "install", "cp", "rsync", "ssh", "scp", "nc", "psql", "ps", "kill", "tar", "touch"];

    private static readonly string[] AttachedPrograms = ["mysql", "mysqldump", "mysqladmin", "mysqlcheck", "mariadb", "mariadb-dump"];

    public IReadOnlyList<string> Mask(IReadOnlyList<string> arguments)
    {
        var masked = new string[arguments.Count];
        var (program, before) = ("", "");
        for (var i = 0; i < arguments.Count; i++)
        {
            var (of, flag) = (program, before);
            masked[i] = text.Settle(arguments[i], argument => AfterFlag(of, flag, argument) ?? Single(of, argument));
            before = text.Outline(masked[i]);
            if (i == 0)
                program = before[(before.LastIndexOf('/') + 1)..];
        }
        return masked;
    }

    /// <returns>Null when the argument before is no flag that takes a secret.</returns>
    private string? AfterFlag(string program, string flag, string argument)
    {
        if (flag.Length < 2 || flag[0] != '-' || flag.Contains('=', StringComparison.Ordinal) || argument is ['-', ..])
            return null;
        if (flag is "-u" or "--user" or "-U")
            return UserAndPassword(argument);
        var isShort = (flag, program) switch
        {
            ("-p", _) => !PathPrograms.Contains(program) && !IsNumber(argument) && !argument.Contains('/', StringComparison.Ordinal),
            ("-a" or "--pass", "redis-cli") or ("-w", "ldapsearch" or "ldapmodify" or "ldapadd") or ("-P", "sqlcmd") => true,
            _ => false,
        };
        if (isShort)
            return Placeholder.Is(argument) ? null : values.Whole(SecretKinds.Password, argument);
        return keys.Classify(flag.AsSpan().TrimStart('-')) is { } keyClass ? values.Sensitive(keyClass, argument, depth: 0) : null;
    }

    private string Single(string program, string argument)
    {
        if (AttachedPrograms.Contains(program) && argument is ['-', 'p', not ('=' or '-'), ..] && !Placeholder.Is(argument.AsSpan(2)))
            return "-p" + values.Whole(SecretKinds.Password, argument[2..]);
        var equal = argument.IndexOf('=', StringComparison.Ordinal);
        if (equal > 0 && argument.AsSpan(0, equal).ContainsAny(Characters.NotInFlag) is false)
        {
            var name = argument[..equal].TrimStart('-');
            if (keys.Classify(name) is not null)
                return masker.Text(argument[..equal]) + "=" + values.Mask(name, argument[(equal + 1)..]);
        }
        return values.Plain(argument, depth: 0);
    }

    /// <summary>user:password of curl, user%password of smbclient; not 1000:1000 of docker.</summary>
    private string? UserAndPassword(string argument) =>
        IsNumber(argument) ? null : text.Mask(argument, part =>
        {
            var sign = part.AsSpan().IndexOfAny(':', '%');
            return sign <= 0 ? null : new SecretSpan(sign + 1, part.Length - sign - 1, SecretKinds.Password, Named: true);
        });

    private static bool IsNumber(string argument) => !argument.AsSpan().ContainsAnyExcept(Characters.Ports);
}
