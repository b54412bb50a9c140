using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Incidents;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore.Deciding;
using Pipeline.IncidentStore.Tests;
using Pipeline.Testing.Servers;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Approver.Tests;

[Collection(StoreCollection.Name)]
public sealed class Saying_yes_or_no(PostgresFixture postgres)
{
    [Fact]
    public async Task A_yes_is_for_the_plan_that_was_seen()
    {
        await using var asked = await AskedAsync();
        var taken = Assert.IsType<DeskAnswer.Taken>(await asked.ApproveAsync(comment: "  go, the password=hunter2secret is known "));
        Assert.True(taken.IsNews);
        var given = Assert.Single((await asked.Approver.FactsAsync()).OfType<ApprovalGiven>());
        Assert.Equal((asked.Hash, Some.Ana, "http"), (given.PlanHash, given.By, given.Channel));
        Assert.StartsWith("go, ", given.Comment, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2secret", given.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_yes_of_the_same_person_after_the_first_is_a_conflict_with_the_decision()
    {
        await using var asked = await AskedAsync();
        await asked.ApproveAsync();
        var denied = Assert.IsType<DeskAnswer.Denied>(await asked.ApproveAsync());
        Assert.Equal(DenialKind.Conflict, denied.Kind);
        Assert.Equal("Somebody decided already: the incident is approved.", denied.Reason);
    }

    [Fact]
    public async Task A_no_keeps_its_reason()
    {
        await using var asked = await AskedAsync();
        Assert.IsType<DeskAnswer.Taken>(await asked.RejectAsync("Not during the sale."));
        var rejected = Assert.Single((await asked.Approver.FactsAsync()).OfType<RemediationRejected>());
        Assert.Equal((Some.Ana, "Not during the sale.", "http"), (rejected.By, rejected.Reason, rejected.Channel));
    }

    [Fact]
    public async Task A_no_without_a_reason_is_denied()
    {
        await using var asked = await AskedAsync();
        var denied = Assert.IsType<DeskAnswer.Denied>(await asked.RejectAsync("  "));
        Assert.Equal(DenialKind.Invalid, denied.Kind);
    }

    [Fact]
    public async Task Another_plan_than_the_one_on_the_table_is_a_conflict()
    {
        await using var asked = await AskedAsync();
        var denied = Assert.IsType<DeskAnswer.Denied>(await asked.ApproveAsync(hash: new string('0', 64)));
        Assert.Equal(DenialKind.Conflict, denied.Kind);
        Assert.Contains("look at the new one", denied.Reason, StringComparison.Ordinal);
        Assert.Equal("awaiting-approval", Incidents.State.IncidentState.NameOf(denied.Stored!.Incident.Phase));
    }

    [Fact]
    public async Task After_the_deadline_it_is_too_late()
    {
        await using var asked = await AskedAsync();
        asked.Store.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(DenialKind.Expired, Assert.IsType<DeskAnswer.Denied>(await asked.ApproveAsync()).Kind);
    }

    [Fact]
    public async Task No_service_can_take_a_persons_place()
    {
        await using var asked = await AskedAsync();
        var denied = Assert.IsType<DeskAnswer.Denied>(await asked.ApproveAsync(by: Actor.Service("analyzer")));
        Assert.Equal(DenialKind.NotAllowed, denied.Kind);
    }

    [Fact]
    public async Task An_incident_that_is_not_there_is_not_found()
    {
        await using var asked = await AskedAsync();
        var denied = Assert.IsType<DeskAnswer.Denied>(await asked.Desk.ApproveAsync(
            Guid.CreateVersion7(Some.Noon), asked.Hash, Some.Ana, "http", null, null, CancellationToken.None));
        Assert.Equal((DenialKind.NotFound, null), (denied.Kind, denied.Stored));
    }

    [Theory]
    [InlineData("abc", "http", 10, "planHash is \"abc\"; it must be the whole hash of the plan, 64 hex digits in lower case, as the incident shows it.")]
    [InlineData(null, "HTTP 2", 10, "channel is \"HTTP 2\"; it must be 1 to 32 small letters or dashes: cli, http, web.")]
    [InlineData(null, "http", 2_001, "The words have 2001 characters; at most 2000. Put what is longer where people keep it, and name the place.")]
    public async Task A_request_that_is_not_sound_is_denied_with_the_way_out(string? hash, string channel, int length, string reason)
    {
        await using var asked = await AskedAsync();
        var denied = Assert.IsType<DeskAnswer.Denied>(await asked.Desk.ApproveAsync(
            Some.Id, hash ?? asked.Hash, Some.Ana, channel, new string('x', length), null, CancellationToken.None));
        Assert.Equal((DenialKind.Invalid, reason), (denied.Kind, denied.Reason));
    }

    [Fact]
    public void Every_refusal_is_sorted() =>
        Assert.All(Enum.GetValues<RefusalKind>(), refusal => Assert.True(Enum.IsDefined(Denials.Of(refusal))));

    private async Task<Asked> AskedAsync()
    {
        var store = await EmptyStore.CreateAsync(postgres);
        var approver = await ApproverHost.StartAsync(store, new ApproverOptions { Mode = ApproverMode.Manual });
        var hash = await ApproverHost.PreflightAsync(store);
        await approver.HintAsync();
        return new Asked(store, approver, hash);
    }

    private sealed record Asked(EmptyStore Store, ApproverHost Approver, string Hash) : IAsyncDisposable
    {
        public ApprovalDesk Desk { get; } = new(Store.Incidents, Store.Clock, NullLogger<ApprovalDesk>.Instance);

        public Task<DeskAnswer> ApproveAsync(string? comment = null, string? hash = null, Actor? by = null) =>
            Desk.ApproveAsync(Some.Id, hash ?? Hash, by ?? Some.Ana, "http", comment, "request-1", CancellationToken.None);

        public Task<DeskAnswer> RejectAsync(string reason) =>
            Desk.RejectAsync(Some.Id, Hash, Some.Ana, "http", reason, "request-1", CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await Approver.DisposeAsync();
            await Store.DisposeAsync();
        }
    }
}
