using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Pipeline.Simulator.Tests.PromQl;

/// <summary>An answer of the query API, in a form to be compared.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Error">Type and text of an error.</param>
/// <param name="Type">Type of the result.</param>
/// <param name="Order">The series in the order of the answer.</param>
/// <param name="Series">By labels in order: the samples by time.</param>
public sealed record ApiAnswer(
    HttpStatusCode Status, string? Error, string? Type, IReadOnlyList<string> Order, IReadOnlyDictionary<string, IReadOnlyDictionary<decimal, string>> Series)
{
    private const double Tolerance = 1e-9;

    public static ApiAnswer Read(HttpStatusCode status, string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.GetProperty("status").GetString() == "error")
            return new ApiAnswer(status, $"{root.GetProperty("errorType")}: {root.GetProperty("error")}", null, [], new Dictionary<string, IReadOnlyDictionary<decimal, string>>());
        var data = root.GetProperty("data");
        var type = data.GetProperty("resultType").GetString()!;
        var result = data.GetProperty("result");
        var series = type is "scalar" or "string"
            ? [(Labels: "", Samples: (IEnumerable<JsonElement>)[result])]
            : result.EnumerateArray().Select(s => (
                Labels: string.Join(",", s.GetProperty("metric").EnumerateObject().Select(l => $"{l.Name}={l.Value}").Order(StringComparer.Ordinal)),
                Samples: s.TryGetProperty("values", out var values) ? values.EnumerateArray() : (IEnumerable<JsonElement>)[s.GetProperty("value")]));
        var read = series.Select(s => (
            s.Labels, Samples: (IReadOnlyDictionary<decimal, string>)s.Samples.ToDictionary(p => p[0].GetDecimal(), p => p[1].GetString()!))).ToList();
        return new ApiAnswer(status, null, type, [.. read.Select(s => s.Labels)], read.ToDictionary(s => s.Labels, s => s.Samples, StringComparer.Ordinal));
    }

    /// <summary>Number of samples.</summary>
    public int Count => Series.Values.Sum(s => s.Count);

    /// <summary>How this answer differs from the right one; null when it does not.</summary>
    public string? DifferenceFrom(ApiAnswer right)
    {
        if (Status != right.Status || Error != right.Error || Type != right.Type)
            return $"{(int)Status} {Type} {Error}\n  instead of {(int)right.Status} {right.Type} {right.Error}";
        if (right.Series.Keys.Except(Series.Keys).FirstOrDefault() is { } missing)
            return $"without {missing} ({Series.Count} series instead of {right.Series.Count})";
        if (Series.Keys.Except(right.Series.Keys).FirstOrDefault() is { } extra)
            return $"with {extra} ({Series.Count} series instead of {right.Series.Count})";
        foreach (var (labels, samples) in right.Series)
        {
            var ours = Series[labels];
            if (!ours.Keys.Order().SequenceEqual(samples.Keys.Order()))
                return $"{labels} at {string.Join(" ", ours.Keys.Except(samples.Keys))} and not at {string.Join(" ", samples.Keys.Except(ours.Keys))}";
            foreach (var (time, value) in samples)
            {
                if (!Agree(ours[time], value))
                    return $"{labels} at {time}: {ours[time]} instead of {value}";
            }
        }
        return null;
    }

    private static bool Agree(string ours, string theirs)
    {
        if (ours == theirs)
            return true;
        if (!double.TryParse(ours, NumberStyles.Float, CultureInfo.InvariantCulture, out var one)
            || !double.TryParse(theirs, NumberStyles.Float, CultureInfo.InvariantCulture, out var other))
            return false;
        return Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));
    }
}
