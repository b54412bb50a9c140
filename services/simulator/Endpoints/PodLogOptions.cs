using System.Globalization;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Endpoints;

/// <summary>What a client wants of a container's log.</summary>
public sealed record PodLogOptions
{
    /// <summary>Null for the only one.</summary>
    public string? Container { get; init; }

    /// <summary>The run before the last restart.</summary>
    public bool Previous { get; init; }

    /// <summary>Goes on while the container runs.</summary>
    public bool Follow { get; init; }

    /// <summary>Each line begins with its time.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only the last lines.</summary>
    public long? TailLines { get; init; }

    /// <summary>Only so many bytes.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Only lines younger than this.</summary>
    public long? SinceSeconds { get; init; }

    /// <summary>Only lines since then.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Reads a request's query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="pod">Name of the pod, for the refusal.</param>
    /// <exception cref="StatusException">BadRequest: a value that is no number; Invalid: one that makes no sense.</exception>
    public static PodLogOptions Read(IQueryCollection query, string pod)
    {
        var options = new PodLogOptions
        {
            Container = query["container"] is [{ Length: > 0 } container, ..] ? container : null,
            Previous = Flag(query, "previous"),
            Follow = Flag(query, "follow"),
            Timestamps = Flag(query, "timestamps"),
            TailLines = Number(query, "tailLines"),
            LimitBytes = Number(query, "limitBytes"),
            SinceSeconds = Number(query, "sinceSeconds"),
            SinceTime = Time(query, "sinceTime"),
        };
        return options.Problems().ToList() is { Count: > 0 } problems ? throw Refusal.Invalid("PodLogOptions", "", pod, problems) : options;
    }

    /// <summary>The query as the API server passes it on to the kubelet.</summary>
    public string ToKubeletQuery()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("follow", Follow ? "true" : null),
            ("limitBytes", LimitBytes?.ToString(CultureInfo.InvariantCulture)),
            ("previous", Previous ? "true" : null),
            ("sinceSeconds", SinceSeconds?.ToString(CultureInfo.InvariantCulture)),
            ("sinceTime", SinceTime is { } time ? Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)) : null),
            ("tailLines", TailLines?.ToString(CultureInfo.InvariantCulture)),
            ("timestamps", Timestamps ? "true" : null),
        };
        var query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}"));
        return query.Length == 0 ? "" : $"?{query}";
    }

    private IEnumerable<FieldProblem> Problems()
    {
        if (TailLines is < 0 and var lines)
            yield return FieldProblem.Invalid("tailLines", lines, "must be greater than or equal to 0");
        if (LimitBytes is < 1 and var bytes)
            yield return FieldProblem.Invalid("limitBytes", bytes, "must be greater than 0");
        if (SinceSeconds is not null && SinceTime is not null)
            yield return FieldProblem.Forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified");
        else if (SinceSeconds is < 1 and var seconds)
            yield return FieldProblem.Invalid("sinceSeconds", seconds, "must be greater than 0");
    }

    private static bool Flag(IQueryCollection query, string name) =>
        query[name] is [var text, ..] && text?.ToLowerInvariant() is not ("false" or "0");

    private static long? Number(IQueryCollection query, string name) => query[name] is not [{ Length: > 0 } text, ..] ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refusal.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");

    private static DateTimeOffset? Time(IQueryCollection query, string name) => query[name] is not [{ Length: > 0 } text, ..] ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw Refusal.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");
}
