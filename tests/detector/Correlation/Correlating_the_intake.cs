using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detector.Correlation;
using Pipeline.Detector.Scoring;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Streams;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests.Correlation;

public sealed class Correlating_the_intake(PostgresFixture postgres) : DetectorTest(postgres)
{
    private static readonly SymptomReport Firing = Finding_the_incident.Report();

    [Fact]
    public async Task Leads_from_metric_windows_to_one_incident()
    {
        await Replica().ScoreAsync(Minutes(0, 66), Token);
        await Correlator().DrainAsync("test", Token);
        var incident = Assert.Single(await ListAsync());
        Assert.Equal(("open", "cpu-saturation", "shop/Deployment/cart"), (incident.State, incident.FailureClass, incident.Owner));
        await Replica().ScoreAsync(Minutes(66, 120), Token);
        await Correlator().DrainAsync("test", Token);
        Assert.Equal("withdrawn", Assert.Single(await ListAsync()).State);
        Assert.Empty(await Store.Intake.WaitingAsync("test", 10, Token));
    }

    [Fact]
    public async Task Opens_one_incident_when_many_replicas_do_it_at_once()
    {
        foreach (var i in Enumerable.Range(0, 20))
            await AddAsync(Firing with { ObservedAt = Firing.ObservedAt.AddMinutes(i) });
        var processed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Correlator().DrainAsync("test", Token)));
        Assert.Equal(20, processed.Sum());
        var incident = Assert.Single(await ListAsync());
        Assert.Equal(20, (await Incidents.ReadAsync(incident.Id, Token)).Count(e => e.Type is "symptom_joined" or "symptom_observed"));
        Assert.All(await OutcomesAsync(), outcome => Assert.EndsWith($"ed: {incident.Id}", outcome, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Makes_further_symptoms_of_the_owner_members()
    {
        await AddAsync(Firing);
        await AddAsync(Finding_the_incident.Report("series:latency", "high-latency", minutes: 3));
        await AddAsync(Finding_the_incident.Report("alert:am:1", "cpu-saturation", minutes: 40));
        await Correlator().DrainAsync("test", Token);
        var stored = await Incidents.LoadAsync(Assert.Single(await ListAsync()).Id, Token);
        Assert.Equal(["alert:am:1", "series:a", "series:latency"], stored!.Incident.Symptoms.Keys);
    }

    [Fact]
    public async Task Sets_a_row_aside_that_nobody_can_read_and_goes_on()
    {
        await Store.Intake.AddAsync([new IntakeItem("test", IntakeKinds.Symptom, "bad", JsonElement.Parse("{\"cluster\":1}"))], Token);
        await Store.Intake.AddAsync([new IntakeItem("test", IntakeKinds.Symptom, "foreign", Json(Firing with { Cluster = "other" }))], Token);
        await AddAsync(Firing);
        await Correlator().DrainAsync("test", Token);
        Assert.Single(await ListAsync());
        Assert.Equal(["set aside", "set aside", "opened"], (await OutcomesAsync()).Select(outcome => outcome.Split(':')[0]));
    }

    [Fact]
    public async Task Loses_and_doubles_nothing_when_it_fails_in_the_middle()
    {
        await AddAsync(Firing);
        await Store.Database.ExecuteAsync("create function {schema}.refuse() returns trigger language plpgsql as $$ begin raise 'gone' using errcode = '57P01'; end $$", Token);
        await Store.Database.ExecuteAsync("create trigger refuse before update on {schema}.pipeline_intake execute function {schema}.refuse()", Token);
        await Assert.ThrowsAnyAsync<Exception>(() => Correlator().DrainAsync("test", Token));
        Assert.Empty(await ListAsync());
        Assert.Single(await Store.Intake.WaitingAsync("test", 10, Token));
        await Store.Database.ExecuteAsync("drop trigger refuse on {schema}.pipeline_intake", Token);
        Assert.Equal(1, await Correlator().DrainAsync("test", Token));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Reopens_what_ended_a_moment_ago()
    {
        await EndedAsync();
        await AddAsync(Firing with { ObservedAt = Firing.ObservedAt.AddMinutes(2), StartedAt = Firing.StartedAt.AddMinutes(2) });
        await Correlator().DrainAsync("test", Token);
        Assert.Equal("open", Assert.Single(await ListAsync()).State);
    }

    [Fact]
    public async Task Opens_the_next_episode_of_what_ended_long_ago()
    {
        Options = new DetectorOptions { ReopenWindow = TimeSpan.Zero };
        await EndedAsync();
        await AddAsync(Firing with { ObservedAt = Firing.ObservedAt.AddMinutes(2), StartedAt = Firing.StartedAt.AddMinutes(2) });
        await Correlator().DrainAsync("test", Token);
        Assert.Equal(["open", "withdrawn"], (await ListAsync()).Select(incident => incident.State).Order());
    }

    [Fact]
    public async Task Ignores_the_end_of_what_it_never_knew()
    {
        await AddAsync(Firing with { Status = SymptomStatus.Cleared });
        await Correlator().DrainAsync("test", Token);
        Assert.Empty(await ListAsync());
        Assert.StartsWith("ignored: ", Assert.Single(await OutcomesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_the_rows_to_whoever_holds_the_lock()
    {
        await AddAsync(Firing);
        await using var held = await Store.Locks.TryHoldAsync("correlation:test", Token);
        var waiting = new IntakeCorrelator(
            Store, Incidents, Search, Context, Suppressions, Microsoft.Extensions.Options.Options.Create(Options), Clock,
            NullLogger<IntakeCorrelator>.Instance).DrainAsync("test", Token);
        while (!waiting.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(0, await waiting);
        Assert.Single(await Store.Intake.WaitingAsync("test", 10, Token));
    }

    private async Task EndedAsync()
    {
        await AddAsync(Firing);
        await AddAsync(Firing with { Status = SymptomStatus.Cleared, ObservedAt = Firing.ObservedAt.AddMinutes(1) });
        await Correlator().DrainAsync("test", Token);
        Assert.Equal("withdrawn", Assert.Single(await ListAsync()).State);
    }

    private async Task AddAsync(SymptomReport report)
    {
        var transaction = new StoreTransaction();
        SymptomIntake.Add(transaction, [report]);
        await Store.CommitAsync(transaction, Token);
    }

    private Task<IReadOnlyList<IncidentSummary>> ListAsync() => Directory.ListAsync(new IncidentFilter(), Token);

    private Task<IReadOnlyList<string>> OutcomesAsync() => Store.Database.QueryAsync(
        "select outcome from {schema}.pipeline_intake order by id", row => row.GetString(0), Token, []);

    private static JsonElement Json(SymptomReport report) => JsonSerializer.SerializeToElement(report, JsonSerializerOptions.Web);
}
