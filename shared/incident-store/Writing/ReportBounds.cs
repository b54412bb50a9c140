using System.Text.Json;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.IncidentStore.Writing;

/// <summary>Keeps a report small enough for an event, whatever came from outside; what is cut is said in its place.</summary>
internal static class ReportBounds
{
    /// <summary>Characters of one annotation or label.</summary>
    private const int LongestValue = 4_096;

    private const int LongestReason = 1_000;

    // bytes of JSON: together with reason, window and the window's labels below the 64 KiB of an event
    private const int RoomForAnnotations = 20 * 1024;
    private const int RoomForLabels = 8 * 1024;

    /// <summary>The report within its bounds.</summary>
    public static SymptomReport Fit(SymptomReport report) => report with
    {
        Reason = Clip(report.Reason, LongestReason),
        Labels = Fit(report.Labels, RoomForLabels),
        Annotations = Fit(report.Annotations, RoomForAnnotations),
        Window = report.Window is { } window ? window with { Labels = Fit(window.Labels, RoomForLabels) } : null,
    };

    private static Dictionary<string, string> Fit(IReadOnlyDictionary<string, string> map, int room)
    {
        var fitting = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var clipped = Clip(value, LongestValue);
            room -= BytesOf(name) + BytesOf(clipped);
            if (room < 0)
                break;
            fitting[name] = clipped;
        }

        if (fitting.Count < map.Count)
            fitting["pipeline/cut"] = $"{map.Count - fitting.Count} more were too long to be kept";
        return fitting;
    }

    private static int BytesOf(string text) => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length;

    private static string Clip(string text, int longest) => text.Length <= longest ? text : $"{text[..(longest - 1)]}…";
}
