namespace Pipeline.IncidentStore.Listing;

/// <summary>Which incidents a list shows, newest first.</summary>
/// <param name="Cluster">Only of this cluster; null for all.</param>
/// <param name="States">Only in one of these states; empty for all.</param>
/// <param name="OpenOnly">Only those that go on.</param>
/// <param name="After">Keyset: only what comes after this incident in the list; null for the first page.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record IncidentFilter(
    string? Cluster = null, IReadOnlyList<string>? States = null, bool OpenOnly = false, IncidentCursor? After = null, int Limit = 100);

/// <summary>A place in the list: the last incident of the page before.</summary>
/// <param name="OpenedAt">When that was opened.</param>
/// <param name="Id">Its id.</param>
public sealed record IncidentCursor(DateTimeOffset OpenedAt, Guid Id);
