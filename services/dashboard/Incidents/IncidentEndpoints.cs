using Pipeline.Dashboard.Errors;
using Pipeline.Hosting.Authentication;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Dashboard.Incidents;

/// <summary>Reading incidents: the list, one of them, its events.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        AccessRole[] readers = [AccessRole.Viewer, AccessRole.Approver, AccessRole.Auditor];
        api.MapGet("/incidents", ListAsync).RequireRole(readers);
        api.MapGet("/incidents/{id}", ShowAsync).RequireRole(readers);
        api.MapGet("/incidents/{id}/events", EventsAsync).RequireRole(readers);
    }

    private static async Task<IResult> ListAsync(
        IncidentDirectory directory, CancellationToken cancellationToken,
        string? cluster = null, string? state = null, string? open = null, string? after = null, string? limit = null)
    {
        var (filter, problem) = ListQuery.Read(cluster, state, open, after, limit);
        if (filter is null)
            return problem!.ToResult();
        var page = await directory.ListAsync(filter, cancellationToken);
        var next = page.Count == filter.Limit ? ListCursor.Write(new IncidentCursor(page[^1].OpenedAt, page[^1].Id)) : null;
        return Results.Ok(new IncidentPage([.. page.Select(IncidentDocuments.Shown)], next));
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
/// <param name="Next">What to ask for with "after" to go on, where there may be nothing more; null when there is nothing.</param>
public sealed record IncidentPage(IReadOnlyList<IncidentSummary> Items, string? Next);
