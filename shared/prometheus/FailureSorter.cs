using System.Net;
using System.Text.Json;

namespace Pipeline.Prometheus;

/// <summary>Sorts every answer that is not a success, once.</summary>
internal static class FailureSorter
{
    private const int LongestText = 500;

    /// <param name="body">At most some kilobytes: JSON of Prometheus, plain text, or a proxy's HTML.</param>
    public static PrometheusException Sort(HttpStatusCode status, string body)
    {
        var (errorType, error) = ReadError(body);
        var text = error ?? Shorten(body);
        var failure = (int)status switch
        {
            400 => PrometheusFailure.BadRequest,
            422 when text.Contains("deadline exceeded", StringComparison.Ordinal) => PrometheusFailure.Timeout,
            422 => PrometheusFailure.Execution,
            401 or 403 => PrometheusFailure.Unauthorized,
            503 when errorType == "timeout" => PrometheusFailure.Timeout,
            408 or 504 => PrometheusFailure.Timeout,
            429 or >= 500 => PrometheusFailure.Unavailable,
            _ => PrometheusFailure.NotPrometheus,
        };
        var said = text.Length > 0 ? text : "no text";
        return new PrometheusException(failure, $"{(int)status} {errorType ?? status.ToString()}: {said}", status, errorType);
    }

    private static (string? ErrorType, string? Error) ReadError(string body)
    {
        if (!body.StartsWith('{'))
            return (null, null);
        try
        {
            using var document = JsonDocument.Parse(body);
            return (Text(document.RootElement, "errorType"), Text(document.RootElement, "error"));
        }
        catch (JsonException) // a body that was cut, or not Prometheus' own: its text is shown as it is
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shorten(string body)
    {
        var line = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }
}
