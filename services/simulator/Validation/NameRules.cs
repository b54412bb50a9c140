using System.Buffers;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Validation;

/// <summary>Which names, labels and keys are well formed, with the server's words for those that are not.</summary>
internal static partial class NameRules
{
    private const string LabelMessage =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string SubdomainMessage =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string ServiceMessage =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const string QualifiedMessage =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueMessage =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string ConfigKeyMessage =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
        + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    private const int LongestPort = 15;
    private static readonly SearchValues<char> PortLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>"http-alt": ports of containers, and what services call them.</summary>
    public static IEnumerable<string> Port(string name)
    {
        if (name.Length > LongestPort)
            yield return "must be no more than 15 characters";
        if (name.AsSpan().ContainsAnyExcept(PortLetters))
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!name.AsSpan().ContainsAnyInRange('a', 'z'))
            yield return "must contain at least one letter (a-z)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name[0] == '-' || name[^1] == '-')
            yield return "must not begin or end with a hyphen";
    }

    /// <summary>"my-name", up to 63 letters: namespaces, containers, volumes.</summary>
    public static IEnumerable<string> Label(string name)
    {
        if (name.Length > 63)
            yield return "must be no more than 63 characters";
        if (!LabelPattern().IsMatch(name))
            yield return LabelMessage;
    }

    /// <summary>"my.name", up to 253 letters: most objects.</summary>
    public static IEnumerable<string> Subdomain(string name)
    {
        if (name.Length > 253)
            yield return "must be no more than 253 characters";
        if (!SubdomainPattern().IsMatch(name))
            yield return SubdomainMessage;
    }

    /// <summary>A label that begins with a letter: services.</summary>
    public static IEnumerable<string> Service(string name)
    {
        if (name.Length > 63)
            yield return "must be no more than 63 characters";
        if (!ServicePattern().IsMatch(name))
            yield return ServiceMessage;
    }

    /// <summary>Any part of a path: RBAC objects.</summary>
    public static IEnumerable<string> PathSegment(string name)
    {
        if (name is "." or "..")
            yield return $"may not be '{name}'";
        foreach (var letter in (string[])["/", "%"])
        {
            if (name.Contains(letter, StringComparison.Ordinal))
                yield return $"may not contain '{letter}'";
        }
    }

    /// <summary>Key of a label or annotation: "example.com/name".</summary>
    public static IEnumerable<string> Qualified(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            foreach (var problem in slash == 0 ? ["prefix part must be non-empty"] : Subdomain(key[..slash]).Select(p => $"prefix part {p}"))
                yield return problem;
        }
        var name = key[(slash + 1)..];
        if (name.Length == 0)
            yield return "name part must be non-empty";
        if (name.Length > 63)
            yield return "name part must be no more than 63 characters";
        if (!QualifiedPattern().IsMatch(name))
            yield return QualifiedMessage;
    }

    /// <summary>Value of a label.</summary>
    public static IEnumerable<string> LabelValue(string value)
    {
        if (value.Length > 63)
            yield return "must be no more than 63 characters";
        if (!ValuePattern().IsMatch(value))
            yield return ValueMessage;
    }

    /// <summary>Key of a ConfigMap or Secret.</summary>
    public static IEnumerable<string> ConfigKey(string key)
    {
        if (key.Length > 253)
            yield return "must be no more than 253 characters";
        if (!ConfigKeyPattern().IsMatch(key))
            yield return ConfigKeyMessage;
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex QualifiedPattern();

    [GeneratedRegex(@"\A(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValuePattern();

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ConfigKeyPattern();
}
