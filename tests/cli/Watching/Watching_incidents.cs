using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pipeline.Cli.Api;
using Pipeline.Cli.Incidents.Watching;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Tests.Api;
using Pipeline.Dashboard.Live;

namespace Pipeline.Cli.Tests.Watching;

public sealed class Watching_incidents
{
    [Fact]
    public async Task Goes_on_where_a_lost_connection_ended()
    {
        var asked = new List<string?>();
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/changes", (HttpRequest request) =>
        {
            asked.Add(request.Headers["Last-Event-ID"]);
            return asked.Count == 2
                ? Results.StatusCode(503)
                : TypedResults.ServerSentEvents(Two(asked.Count == 1 ? 5 : 6)); // ends after two: the second time with one again
        }));
        using var client = new ApiClient(new Instance(new Uri(api.Url), null, ""), TimeProvider.System);
        var notes = new List<string>();

        var positions = await new ChangeFollower(client, TimeProvider.System, notes.Add).FollowAsync(4, CancellationToken.None)
            .Select(change => change.Position).Take(3).ToListAsync();

        Assert.Equal([5, 6, 7], positions);
        Assert.Equal(["4", "6", "6"], asked);
        Assert.Equal(["the connection is lost; trying again until Ctrl-C", "connected again"], notes);
    }

    [Fact]
    public async Task Puts_changes_into_words()
    {
        var fetched = 0;
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents/{id}/events", () =>
        {
            fetched++;
            return Some.Documents(Some.AwaitingApproval);
        }));
        using var client = new ApiClient(new Instance(new Uri(api.Url), null, ""), TimeProvider.System);
        var wording = new ChangeWording(client);

        var lines = new List<string>();
        foreach (var position in new[] { 1, 12 })
            lines.Add(await wording.LineAsync(Change(position), CancellationToken.None));

        Assert.Equal(1, fetched);
        Assert.Contains("opened: cpu-saturation of shop/Deployment/cart", lines[0], StringComparison.Ordinal);
        Assert.Contains("1 person asked to approve", lines[1], StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<SseItem<Change>> Two(long first, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.WaitAsync(cancellationToken);
        yield return ApiStandIn.Item(Change(first), first);
        yield return ApiStandIn.Item(Change(first + 1), first + 1);
    }

    private static Change Change(long position) => new(position, Some.Id, position, "comment_added", Some.Noon, Some.Noon, "ana");
}
