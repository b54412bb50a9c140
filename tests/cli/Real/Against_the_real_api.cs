using System.Text.Json.Nodes;
using Pipeline.Testing.Servers;
using static Pipeline.Cli.Tests.Real.RealPipeline;

namespace Pipeline.Cli.Tests.Real;

[Collection(Database.Name)]
public sealed class Against_the_real_api(PostgresFixture postgres) : IAsyncLifetime
{
    private RealPipeline _pipeline = null!;

    public async Task InitializeAsync()
    {
        _pipeline = await RealPipeline.StartAsync(postgres);
        await _pipeline.LeadAsync(Some.UpToTheQuestion);
    }

    public async Task DisposeAsync() => await _pipeline.DisposeAsync();

    [Fact]
    public async Task An_incident_is_listed_and_shown()
    {
        var list = await _pipeline.AsAsync(ViewerToken, "incidents", "list", "--open", "--output", "json");
        var show = await _pipeline.AsAsync(ViewerToken, "incidents", "show", Some.Id.ToString()[..6]);

        Assert.Equal((0, "", 0, ""), (list.ExitCode, list.Error, show.ExitCode, show.Error));
        Assert.Equal("awaiting-approval", (string?)JsonNode.Parse(list.Output)![0]!["state"]);
        Assert.Contains("What to do now: Decide within", show.Output, StringComparison.Ordinal);
        Assert.Contains("max 1, limit 0.9", show.Output, StringComparison.Ordinal);
        Assert.Contains("spec.replicas: 2 → 3", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_approved_once()
    {
        var first = await _pipeline.AsAsync(ApproverToken, "approvals", "approve", "2d015ef4", "--comment", "go");
        var again = await _pipeline.AsAsync(ApproverToken, "approvals", "approve", "2d015ef4", "--plan-hash", Some.Plan.Hash());
        var against = await _pipeline.AsAsync(ApproverToken, "approvals", "reject", "2d015ef4", "--plan-hash", Some.Plan.Hash(), "--reason", "late");
        var shown = await _pipeline.AsAsync(ViewerToken, "incidents", "show", "2d015ef4", "--output", "json");

        Assert.Equal((0, 4, 4), (first.ExitCode, again.ExitCode, against.ExitCode));
        Assert.Contains("Somebody decided already", again.Error, StringComparison.Ordinal);
        var given = Assert.Single(JsonNode.Parse(shown.Output)!["events"]!.AsArray(), e => (string?)e!["type"] == "approval_given")!;
        Assert.Equal(("ana", "cli"), ((string?)given["data"]!["by"]!["name"], (string?)given["data"]!["channel"]));
    }

    [Fact]
    public async Task A_viewer_may_not_decide_and_a_stranger_may_not_look()
    {
        var viewer = await _pipeline.AsAsync(ViewerToken, "incidents", "dismiss", "2d015ef4", "--text", "none");
        var stranger = await _pipeline.AsAsync("a-token-nobody-knows", "incidents", "list");

        Assert.Equal((5, 5), (viewer.ExitCode, stranger.ExitCode));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var ended = await _pipeline.AsAsync(ViewerToken, "incidents", "show", "ffffffff");

        Assert.Equal(3, ended.ExitCode);
    }

    [Fact]
    public async Task Words_become_events()
    {
        var comment = await _pipeline.AsAsync(ApproverToken, "incidents", "comment", "2d015ef4", "--text", "Looking at it.");
        var outcome = await _pipeline.AsAsync(ApproverToken, "incidents", "outcome", "2d015ef4", "--took-effect", "--text", "seen");
        var dismiss = await _pipeline.AsAsync(ApproverToken, "incidents", "dismiss", "2d015ef4", "--text", "A load test.");
        var reopen = await _pipeline.AsAsync(ApproverToken, "incidents", "reopen", "2d015ef4", "--text", "It was none.");
        var show = await _pipeline.AsAsync(ViewerToken, "incidents", "show", "2d015ef4");

        Assert.Equal((0, 4, 0, 0), (comment.ExitCode, outcome.ExitCode, dismiss.ExitCode, reopen.ExitCode));
        Assert.Contains("ana: Looking at it.", show.Output, StringComparison.Ordinal);
        Assert.Contains("ana dismissed it: A load test.", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_listed_until_it_is_rejected()
    {
        var before = await _pipeline.AsAsync(ViewerToken, "approvals", "list");
        var reject = await _pipeline.AsAsync(ApproverToken, "approvals", "reject", "2d015ef4", "--reason", "Not now.");
        var after = await _pipeline.AsAsync(ViewerToken, "approvals", "list");

        Assert.Equal(0, reject.ExitCode);
        Assert.Contains("2d015ef4", before.Output, StringComparison.Ordinal);
        Assert.Equal("Nothing waits for approval.", after.Output.Trim());
    }
}
