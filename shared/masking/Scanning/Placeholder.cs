using System.Collections.Frozen;

namespace Pipeline.Masking.Scanning;

/// <summary>Values that stand where a secret would and are none: references, nothing, masks of others.</summary>
internal static class Placeholder
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Nothing = new[]
    {
        "", "null", "nil", "none", "undefined", "true", "false", "yes", "no", "on", "off", "unset", "empty", "n/a", "<nil>", "<none>",
        "<null>", "<unset>", "<empty>", "<unknown>", "<hidden>", "<redacted>", "<masked>", "<secret>", "[redacted]", "[masked]",
        "[hidden]", "[filtered]", "(redacted)", "redacted", "masked", "[object", "<set", "(unset)", "(none)", "required", "optional",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Is(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        return Nothing.Contains(value) || IsMask(value) || IsReference(value) || FilePath.Is(value);
    }

    /// <summary>****, xxxx, ••••: of one such character only.</summary>
    private static bool IsMask(ReadOnlySpan<char> value) =>
        value[0] is '*' or 'x' or 'X' or '•' or '.' or '-' && value.Length >= 3 && !value.ContainsAnyExcept(value[0]);

    /// <summary>$(DB_PASSWORD), ${DB_PASSWORD}, $DB_PASSWORD, %DB_PASSWORD%, {{ .Values.password }}.</summary>
    private static bool IsReference(ReadOnlySpan<char> value) => value switch
    {
        ['$', '(', .. var name, ')'] => IsName(name),
        ['$', '{', .. var name, '}'] => IsName(name),
        ['$', >= 'A' and <= 'Z', ..] => !value[1..].ContainsAnyExcept(Characters.Variable),
        ['%', .. var name, '%'] => name.Length > 0 && IsName(name),
        ['{', '{', .. var name, '}', '}'] => IsName(name.Trim()),
        _ => false,
    };

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-' or '$'))
                return false;
        }
        return true;
    }
}
