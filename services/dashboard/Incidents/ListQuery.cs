using System.Globalization;
using Pipeline.Dashboard.Errors;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Dashboard.Incidents;

/// <summary>Reads what a list is asked for; each mistake is named with its field, its value and the way out.</summary>
internal static class ListQuery
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;
    private const int LongestCluster = 63;

    public static (IncidentFilter? Filter, ApiProblem? Problem) Read(string? cluster, string? state, string? open, string? after, string? limit)
    {
        var count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit))
            return Wrong($"limit is \"{Clip(limit)}\"; it must be a whole number from 1 to {MaxLimit}.");
        if (cluster is not null && (cluster.Length is 0 or > LongestCluster || !cluster.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            return Wrong($"cluster is \"{Clip(cluster)}\"; it must be the name of a cluster: 1 to {LongestCluster} small letters, digits and dashes.");
        var openOnly = false;
        if (open is not null && !bool.TryParse(open, out openOnly))
            return Wrong($"open is \"{Clip(open)}\"; it must be true (only those that go on) or false.");
        var states = state?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (states.FirstOrDefault(s => !IncidentState.All.Contains(s)) is { } unknown)
            return Wrong($"state has \"{Clip(unknown)}\", which does not exist. The states are {string.Join(", ", IncidentState.All)}.");
        IncidentCursor? cursor = null;
        if (after is not null && !ListCursor.TryRead(after, out cursor))
            return Wrong($"after is \"{Clip(after)}\", which is no cursor: take the value of \"next\" from the page before, unchanged.");
        return (new IncidentFilter(cluster, states, openOnly, cursor, count), null);
    }

    /// <summary>As much of a wrong value as a message may repeat.</summary>
    public static string Clip(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static (IncidentFilter?, ApiProblem?) Wrong(string detail) => (null, ApiProblem.Invalid(detail));
}
