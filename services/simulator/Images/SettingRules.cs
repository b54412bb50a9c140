using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Images;

/// <summary>How the shop's programs check their settings at start: the name of a setting says what its value must be.</summary>
public static partial class SettingRules
{
    private static readonly string[] Levels = ["trace", "debug", "info", "warn", "warning", "error", "fatal"];
    private static readonly string[] Switches = ["true", "false", "on", "off", "0", "1"];

    /// <summary>What a program with these settings says when it gives up; null when it starts.</summary>
    /// <param name="required">Settings that must be there.</param>
    /// <param name="settings">Environment and mounted keys.</param>
    public static string? Complaint(IEnumerable<string> required, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var name in required)
        {
            if (!settings.TryGetValue(name, out var value) || value.Length == 0)
                return $"required environment variable {name} is not set";
        }
        foreach (var (name, value) in settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (Expectation(name, value) is { } expected)
                return $"invalid configuration: {name}: {expected}, got \"{value}\"";
        }
        return null;
    }

    /// <summary>A value that <see cref="Complaint"/> refuses for a setting; null when any value will do.</summary>
    public static string? BadValueFor(string name) => Expectation(name, "§") is null ? null : name switch
    {
        "LOG_LEVEL" => "verbos",
        _ when name.EndsWith("_URL", StringComparison.Ordinal) => "http//payment:8080",
        _ when name.EndsWith("_PORT", StringComparison.Ordinal) => "808O",
        _ when name.EndsWith("_ENABLED", StringComparison.Ordinal) => "yess",
        _ => "ten",
    };

    private static string? Expectation(string name, string value) => name switch
    {
        "LOG_LEVEL" => Levels.Contains(value.ToLowerInvariant()) ? null : "unknown log level",
        _ when Ends(name, "_URL") || Ends(name, "_URI") =>
            Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? null : "expected an absolute URL",
        _ when Ends(name, "_PORT") =>
            int.TryParse(value, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 || Uri.TryCreate(value, UriKind.Absolute, out _)
                ? null : "expected a port number",
        _ when Ends(name, "_TIMEOUT") || Ends(name, "_TTL") || Ends(name, "_INTERVAL") =>
            Duration().IsMatch(value) ? null : "expected a duration",
        _ when Ends(name, "_POOL_SIZE") || Ends(name, "_WORKERS") || Ends(name, "_LIMIT") =>
            int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0 ? null : "expected a positive integer",
        _ when Ends(name, "_ENABLED") => Switches.Contains(value.ToLowerInvariant()) ? null : "expected a boolean",
        _ => null,
    };

    private static bool Ends(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal);

    [GeneratedRegex("^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();
}
