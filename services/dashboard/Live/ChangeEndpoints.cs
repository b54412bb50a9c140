using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Pipeline.Hosting.Authentication;

namespace Pipeline.Dashboard.Live;

/// <summary>The live stream of changes, as server-sent events; a reader that was cut off goes on where it was.</summary>
internal static class ChangeEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    public static void MapChanges(this IEndpointRouteBuilder api) =>
        api.MapGet("/changes", Follow).RequireRole(AccessRole.Viewer, AccessRole.Approver, AccessRole.Auditor);

    private static IResult Follow(HttpRequest request, ChangeFeed feed, IHostApplicationLifetime lifetime, long? after = null)
    {
        var position = after ?? 0;
        if (request.Headers.TryGetValue(LastEventId, out var last)
            && !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out position))
        {
            return ApiProblem.Invalid($"{LastEventId} is no position: send the id of the last event that you have.").ToResult();
        }

        return position < 0
            ? ApiProblem.Invalid($"after is {position}; a position is 0 or more.").ToResult()
            : TypedResults.ServerSentEvents(EventsAsync(feed, position, lifetime.ApplicationStopping, request.HttpContext.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<Change>> EventsAsync(
        ChangeFeed feed, long position, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        await foreach (var change in feed.FollowAsync(position, end.Token))
            yield return new SseItem<Change>(change, change.Type) { EventId = change.Position.ToString(CultureInfo.InvariantCulture) };
    }
}
