using System.Globalization;
using Microsoft.Extensions.Primitives;
using Pipeline.Simulator.PromQl.Matching;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.Metrics.Serving;

/// <summary>The parameters of a request, from its query string and, when posted, its form.</summary>
internal sealed class ApiParameters
{
    private readonly IQueryCollection _query;
    private readonly IFormCollection _form;

    private ApiParameters(IQueryCollection query, IFormCollection form) => (_query, _form) = (query, form);

    /// <summary>Reads the parameters of a request.</summary>
    public static async Task<ApiParameters> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new ApiParameters(
                request.Query, request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : FormCollection.Empty);
        }
        catch (InvalidDataException e) // a form beyond the bounds
        {
            throw ApiException.BadData($"error parsing form values: {e.Message}");
        }
    }

    /// <summary>A text; empty when it is missing. The form counts before the query string.</summary>
    public string Text(string name) => All(name) is [{ } first, ..] ? first : "";

    /// <summary>All values of a parameter.</summary>
    public StringValues All(string name) => StringValues.Concat(_form[name], _query[name]);

    /// <summary>A time in ms since 1970.</summary>
    /// <param name="missing">When it is not given; null when it must be.</param>
    public long Time(string name, long? missing)
    {
        var text = Text(name);
        if (text.Length == 0 && missing is { } value)
            return value;
        if (TryTime(text, out var time))
            return time;
        var problem = $"cannot parse {GoString.Quote(text)} to a valid timestamp";
        throw ApiException.Parameter(name, missing is null ? problem : $"Invalid time value for '{name}': {problem}");
    }

    /// <summary>A duration in ms, in seconds or as "1m30s"; null when it is missing.</summary>
    public long? Duration(string name)
    {
        var text = Text(name);
        if (text.Length == 0)
            return null;
        return DurationIn(name, text);
    }

    /// <summary>A duration in ms that must be given.</summary>
    public long RequiredDuration(string name) => DurationIn(name, Text(name));

    /// <summary>The selectors of match[].</summary>
    public IReadOnlyList<IReadOnlyList<LabelMatcher>> Selectors()
    {
        try
        {
            return [.. All("match[]").Select(text => Parser.ParseSelector(text ?? ""))];
        }
        catch (SyntaxException e)
        {
            throw ApiException.Parameter("match[]", e.Message);
        }
    }

    /// <summary>A largest number of results; null for none.</summary>
    public int? Limit() =>
        Text("limit") is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                ? limit > 0 ? limit : null
                : throw ApiException.BadData("limit must be a number")
            : null;

    private static long DurationIn(string name, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return Math.Abs(seconds) < long.MaxValue / 1e9
                ? (long)(seconds * 1000)
                : throw ApiException.Parameter(name, $"cannot parse {GoString.Quote(text)} to a valid duration. It overflows int64");
        }
        return DurationText.TryParse(text, out var milliseconds)
            ? milliseconds
            : throw ApiException.Parameter(name, $"cannot parse {GoString.Quote(text)} to a valid duration");
    }

    private static bool TryTime(string text, out long milliseconds)
    {
        milliseconds = 0;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            milliseconds = Math.Abs(seconds) < 1e12 ? (long)Math.Round(seconds * 1000) : 0;
            return Math.Abs(seconds) < 1e12;
        }
        if (!DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return false;
        milliseconds = time.ToUnixTimeMilliseconds();
        return true;
    }
}
