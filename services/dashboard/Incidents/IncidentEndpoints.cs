using Pipeline.Hosting.Authentication;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;
using Pipeline.Incidents.State;

namespace Pipeline.Dashboard.Incidents;

/// <summary>Reading incidents: the list, one of them, its events.</summary>
internal static class IncidentEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        AccessRole[] readers = [AccessRole.Viewer, AccessRole.Approver, AccessRole.Auditor];
        api.MapGet("/incidents", ListAsync).RequireRole(readers);
        api.MapGet("/incidents/{id}", ShowAsync).RequireRole(readers);
        api.MapGet("/incidents/{id}/events", EventsAsync).RequireRole(readers);
    }

    private static async Task<IResult> ListAsync(
        IncidentDirectory directory, CancellationToken cancellationToken,
        string? cluster = null, string? state = null, bool open = false, string? after = null, int limit = DefaultLimit)
    {
        if (limit is < 1 or > MaxLimit)
            return ApiProblem.Invalid($"limit is {limit}; it must be within 1 and {MaxLimit}.").ToResult();
        var states = state?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (states.FirstOrDefault(s => !IncidentState.All.Contains(s)) is { } unknown)
            return ApiProblem.Invalid($"state \"{unknown}\" does not exist. The states are {string.Join(", ", IncidentState.All)}.").ToResult();
        IncidentCursor? cursor = null;
        if (after is not null && !ListCursor.TryRead(after, out cursor))
            return ApiProblem.Invalid("after is no cursor: take the value of \"next\" from the page before, unchanged.").ToResult();
        var page = await directory.ListAsync(new IncidentFilter(cluster, states, open, cursor, limit), cancellationToken);
        var next = page.Count == limit ? ListCursor.Write(new IncidentCursor(page[^1].OpenedAt, page[^1].Id)) : null;
        return Results.Ok(new IncidentPage(page, next));
    }

    private static async Task<IResult> ShowAsync(
        string id, IncidentLookup lookup, IIncidentStore store, HttpResponse response, CancellationToken cancellationToken)
    {
        var (found, problem) = await lookup.FindAsync(id, cancellationToken);
        if (found is null)
            return problem!.ToResult();
        var stored = await store.LoadAsync(found.Id, cancellationToken);
        if (stored is null)
            return ApiProblem.NotFound($"There is no incident {found.Id}.").ToResult();
        var document = IncidentDocuments.Of(found, stored.Incident);
        if (document.Plan is { } plan)
            response.Headers.ETag = $"\"{plan.Hash}\"";
        return Results.Ok(document);
    }

    private static async Task<IResult> EventsAsync(
        string id, IncidentLookup lookup, IIncidentStore store, CancellationToken cancellationToken)
    {
        var (found, problem) = await lookup.FindAsync(id, cancellationToken);
        return found is null
            ? problem!.ToResult()
            : Results.Ok((await store.ReadAsync(found.Id, cancellationToken)).Select(EventDocument.Of).ToList());
    }
}

/// <summary>A page of the list, newest first.</summary>
/// <param name="Items">The incidents.</param>
/// <param name="Next">What to ask for with "after" to go on; null on the last page.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentSummary> Items, string? Next);
