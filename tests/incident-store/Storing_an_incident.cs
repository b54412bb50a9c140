using System.Diagnostics;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore.Claiming;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing.Servers;

namespace Pipeline.IncidentStore.Tests;

[Collection(StoreCollection.Name)]
public sealed class Storing_an_incident(PostgresFixture postgres)
{
    [Fact]
    public async Task Writes_events_row_claim_and_message_together()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var opened = await OpenAsync(store);
        Assert.Equal(3, opened.Stored.Version);
        var row = Assert.Single(await store.Directory.ListAsync(new IncidentFilter(), CancellationToken.None));
        Assert.Equal((Some.Id, "open", "Critical", "shop/Pod/cart-7c9d5b6f8-x2x9k"), (row.Id, row.State, row.Severity, row.Entity));
        Assert.Equal(Some.Id, await store.Directory.HolderAsync(Some.Key, CancellationToken.None));
        Assert.Equal(["incident-wants-analysis"], await store.WaitingMessagesAsync());
    }

    [Fact]
    public async Task Keeps_who_caused_an_event_because_of_what_in_which_trace()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await OpenAsync(store);
        var first = (await store.Incidents.ReadAsync(Some.Id, CancellationToken.None))[0];
        Assert.Equal(Actor.Service("detector"), first.Actor);
        Assert.Equal(("intake-7", Some.Id.ToString()), (first.CausationId, first.CorrelationId));
        Assert.Equal(activity.TraceId.ToHexString(), first.TraceId);
        Assert.Equal(64, first.Hash.Length);
    }

    [Fact]
    public async Task Gives_a_key_to_one_incident_at_a_time()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        var second = Some.Opening() with { Episode = 2 };
        var refused = Assert.IsType<CommandResult.Refused>(await ApplyAsync(store, IncidentId.Of(Some.Key, 2), second));
        Assert.Equal(RefusalKind.AlreadyDecided, refused.Kind);
        await ApplyAsync(store, Some.Id, Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 1), 1));
        Assert.IsType<CommandResult.Accepted>(await ApplyAsync(store, IncidentId.Of(Some.Key, 2), second));
        Assert.Equal(2, (await store.Directory.LatestAsync(Some.Key, CancellationToken.None))?.Episode);
    }

    [Fact]
    public async Task Opens_once_when_many_want_to_at_the_same_time()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ApplyAsync(store, Some.Id, Some.Opening())));
        Assert.Single(results.OfType<CommandResult.Accepted>(), r => r.Facts.Count > 0);
        Assert.Equal(3, (await store.Incidents.ReadAsync(Some.Id, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Decides_again_when_somebody_else_appended_first()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        var comments = Enumerable.Range(0, 6).Select(n => ApplyAsync(
            store, Some.Id, new IncidentCommand.AddComment { Now = Some.Noon, By = Some.Ana, Text = $"note {n}" }));
        Assert.All(await Task.WhenAll(comments), r => Assert.IsType<CommandResult.Accepted>(r));
        var events = await store.Incidents.ReadAsync(Some.Id, CancellationToken.None);
        Assert.Equal(6, events.Select(e => e.Fact).OfType<IncidentEvent.CommentAdded>().Select(c => c.Text).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 9).Select(v => (long)v), events.Select(e => e.Version));
    }

    [Fact]
    public async Task Stores_nothing_at_all_when_an_attached_claim_is_somebody_elses()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        await store.Events.CommitAsync(
            new EventStore.Streams.StoreTransaction().TakeClaim("target", "demo|shop/Deployment/cart", Guid.AllBitsSet), CancellationToken.None);
        await Assert.ThrowsAsync<ClaimTakenException>(() => store.Incidents.ApplyAsync(
            Some.Id, Some.Analysis(), EmptyStore.Detector,
            (incident, transaction) => transaction.TakeClaim("target", "demo|shop/Deployment/cart", incident.Id), CancellationToken.None));
        Assert.Equal(3, (await store.Incidents.LoadAsync(Some.Id, CancellationToken.None))?.Version);
    }

    [Fact]
    public async Task Refuses_what_the_decider_refuses()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var refused = Assert.IsType<CommandResult.Refused>(await ApplyAsync(store, Some.Id, Some.Analysis()));
        Assert.Equal((RefusalKind.NoSuchIncident, null), (refused.Kind, refused.Stored));
    }

    [Fact]
    public async Task Masks_every_text_before_the_first_byte_is_stored()
    {
        const string Secret = "hunter2-S3cr3t!";
        await using var store = await EmptyStore.CreateAsync(postgres);
        await ApplyAsync(store, Some.Id, Some.Opening() with
        {
            Report = Some.Report() with
            {
                Reason = $"login failed with password={Secret}",
                Annotations = new Dictionary<string, string> { ["description"] = $"retry with --password {Secret}" },
                Labels = new Dictionary<string, string> { ["api_key"] = Secret },
            },
        });
        await ApplyAsync(store, Some.Id, new IncidentCommand.AddComment { Now = Some.Noon, By = Some.Ana, Text = $"the token: {Secret}" });
        var everything = await store.Database.QueryAsync(
            "select data::text || headers::text from {schema}.mt_events", row => row.GetString(0), CancellationToken.None);
        Assert.All(everything, text => Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal));
        Assert.Contains(everything, text => text.Contains("[masked:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cuts_a_report_to_what_an_event_holds_and_says_so()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var annotations = Enumerable.Range(0, 32).ToDictionary(n => $"note-{n:D2}", _ => new string('x', 5_000));
        await ApplyAsync(store, Some.Id, Some.Opening() with { Report = Some.Report() with { Annotations = annotations } });
        var kept = (await store.Incidents.LoadAsync(Some.Id, CancellationToken.None))!.Incident.Symptoms["series:cpu"].First.Annotations;
        Assert.Equal("28 more were too long to be kept", kept["pipeline/cut"]);
    }

    [Fact]
    public async Task Refuses_a_plan_that_was_hashed_with_a_secret_in_it()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await OpenAsync(store);
        await ApplyAsync(store, Some.Id, Some.Analysis());
        var plan = Some.Plan();
        var leaky = plan with { Actions = [plan.Actions[0] with { Parameters = new Dictionary<string, string> { ["password"] = "hunter2-S3cr3t!" } }] };
        await Assert.ThrowsAsync<UnmaskedPlanException>(() => ApplyAsync(store, Some.Id, Some.Conclusion(plan: leaky)));
    }

    internal static Task<CommandResult> ApplyAsync(EmptyStore store, Guid id, IncidentCommand command) =>
        store.Incidents.ApplyAsync(id, command, EmptyStore.Detector, null, CancellationToken.None);

    internal static async Task<CommandResult.Accepted> OpenAsync(EmptyStore store) =>
        Assert.IsType<CommandResult.Accepted>(await ApplyAsync(store, Some.Id, Some.Opening()));
}
