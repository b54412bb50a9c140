using System.Globalization;

namespace Pipeline.Executor.Notifying;

/// <summary>Headers as people write them: one "Name: value" per line.</summary>
internal static class RequestHeaders
{
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        WebhookSender.KeyHeader, WebhookSender.SignatureHeader, "Host", "Connection", "Transfer-Encoding", "Content-Length",
        "Content-Type", "Content-Encoding", "Expect", "Upgrade",
    };

    /// <summary>The headers in order.</summary>
    /// <param name="text">Null for none; checked by <see cref="Problems"/>.</param>
    public static IEnumerable<(string Name, string Value)> Read(string? text) => Lines(text).Select(Split);

    /// <summary>What is wrong, each to follow the setting's name; values are not repeated.</summary>
    public static IEnumerable<string> Problems(string? text)
    {
        foreach (var (line, number) in Lines(text).Select((line, i) => (line, i + 1)))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {number}");
            using var request = new HttpRequestMessage();
            var (name, value) = Split(line);
            if (name.Length == 0 || value.Length == 0)
                yield return $"must have the form \"Name: value\" in {place}";
            else if (Own.Contains(name))
                yield return $"must not have {name} in {place}; the pipeline sets it";
            else if (!request.Headers.TryAddWithoutValidation(name, value) || value.Any(char.IsControl))
                yield return $"has something that is no header in {place}";
        }
    }

    private static string[] Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string Name, string Value) Split(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (line[..colon].Trim(), line[(colon + 1)..].Trim()) : ("", "");
}
