using System.Globalization;
using System.Text.Json;

namespace Pipeline.Prometheus;

/// <summary>Reads the JSON of Prometheus' answers.</summary>
/// <remarks>Throws <see cref="FormatException"/> for what is not of that form.</remarks>
internal static class AnswerReader
{
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>The values of "data" for every result type.</summary>
    public static QueryAnswer ReadQuery(JsonElement root)
    {
        var data = Property(root, "data");
        var result = Property(data, "result");
        var skipped = 0;
        IReadOnlyList<LabelledSeries> series = Property(data, "resultType").GetString() switch
        {
            "vector" or "matrix" => ReadSeries(result, ref skipped),
            "scalar" => [new LabelledSeries(new Dictionary<string, string>(), [ReadSample(result)])],
            "string" => [],
            var other => throw new FormatException($"result type '{other}' is not known"),
        };
        return new QueryAnswer(series, ReadWarnings(root), skipped);
    }

    /// <summary>The label sets of an answer to "series".</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ReadLabelSets(JsonElement root) =>
        [.. Property(root, "data").EnumerateArray().Select(ReadLabels)];

    /// <summary>The answer to "label/NAME/values".</summary>
    public static IReadOnlyList<string> ReadTexts(JsonElement root) =>
        [.. Property(root, "data").EnumerateArray().Select(text => text.GetString() ?? throw new FormatException("a label's value is no text"))];

    /// <summary>The answer to "status/buildinfo".</summary>
    public static BuildInfo ReadBuildInfo(JsonElement root)
    {
        var data = Property(root, "data");
        return new BuildInfo(
            data.TryGetProperty("version", out var version) ? version.GetString() ?? "" : "",
            data.TryGetProperty("revision", out var revision) ? revision.GetString() ?? "" : "");
    }

    /// <summary>A sample's value as Prometheus spells it: "1e+06", "NaN", "+Inf", "-Inf".</summary>
    public static double ReadValue(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static List<LabelledSeries> ReadSeries(JsonElement result, ref int skipped)
    {
        var series = new List<LabelledSeries>(result.GetArrayLength());
        foreach (var item in result.EnumerateArray())
        {
            if (item.TryGetProperty("values", out var values))
                series.Add(new LabelledSeries(ReadLabels(Property(item, "metric")), [.. values.EnumerateArray().Select(ReadSample)]));
            else if (item.TryGetProperty("value", out var value))
                series.Add(new LabelledSeries(ReadLabels(Property(item, "metric")), [ReadSample(value)]));
            else
                skipped++;
        }
        return series;
    }

    private static Sample ReadSample(JsonElement pair)
    {
        var seconds = pair[0].GetDecimal();
        var milliseconds = (long)decimal.Round(seconds * 1000);
        return new Sample(DateTimeOffset.UnixEpoch + (OneMillisecond * milliseconds), ReadValue(pair[1].GetString()!));
    }

    private static Dictionary<string, string> ReadLabels(JsonElement labels) =>
        labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal);

    private static List<string> ReadWarnings(JsonElement root)
    {
        var texts = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["warnings", "infos"])
        {
            if (root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
                texts.AddRange(list.EnumerateArray().Select(text => text.GetString() ?? ""));
        }
        if (root.TryGetProperty("isPartial", out var partial) && partial.ValueKind == JsonValueKind.True)
            texts.Add("the answer is partial");
        return texts;
    }

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value
            : throw new FormatException($"'{name}' is missing");
}
