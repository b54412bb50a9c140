using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Pipeline.Dashboard.Errors;
using Pipeline.Dashboard.Incidents;
using Pipeline.Hosting.Authentication;

namespace Pipeline.Dashboard.Live;

/// <summary>The live stream of changes, as server-sent events; a reader that was cut off goes on where it was.</summary>
internal static class ChangeEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    public static void MapChanges(this IEndpointRouteBuilder api) =>
        api.MapGet("/changes", Follow).RequireRole(AccessRole.Viewer, AccessRole.Approver, AccessRole.Auditor);

    private static IResult Follow(HttpContext http, ChangeFeed feed, IHostApplicationLifetime lifetime, string? after = null)
    {
        var (name, given) = http.Request.Headers.TryGetValue(LastEventId, out var last) ? (LastEventId, last.ToString()) : ("after", after);
        var position = 0L;
        if (given is not null && !long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out position))
            return ApiProblem.Invalid($"{name} is \"{ListQuery.Clip(given)}\", which is no position: send the id of the last event that you have, or 0 for all.").ToResult();
        http.Response.Headers["X-Accel-Buffering"] = "no"; // else nginx keeps the events for itself
        return TypedResults.ServerSentEvents(EventsAsync(http.Response, feed, position, lifetime.ApplicationStopping, http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<Change>> EventsAsync(
        HttpResponse response, ChangeFeed feed, long position, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        await response.Body.FlushAsync(aborted); // the answer begins now, not with the first change
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        await foreach (var change in feed.FollowAsync(position, end.Token))
            yield return new SseItem<Change>(change, change.Type) { EventId = change.Position.ToString(CultureInfo.InvariantCulture) };
    }
}
