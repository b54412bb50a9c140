using Pipeline.Contracts.Symptoms;
using Pipeline.Detector.Scoring;
using Pipeline.EventStore.Streams;
using Pipeline.Incidents;
using Pipeline.Incidents.Governance;
using Pipeline.IncidentStore.Deciding;
using Pipeline.IncidentStore.Governing;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests.Correlation;

public sealed class What_is_suppressed(PostgresFixture postgres) : DetectorTest(postgres)
{
    private static readonly Actor Ana = new(ActorKind.Person, "ana", "local-token");
    private static readonly SuppressionScope Latency = new(null, null, "high-latency", null);

    [Fact]
    public async Task Opens_no_incident_and_says_who_wanted_that_and_why()
    {
        await SuppressAsync();
        await TakeAsync(Report());
        Assert.Empty(await OpenAsync());
        Assert.Matches("^suppressed: ana, until .*Load test", (await OutcomesAsync())[^1]);
        await TakeAsync(Finding_the_incident.Report("series:b", "cpu-saturation"));
        Assert.Equal("cpu-saturation", Assert.Single(await OpenAsync()).FailureClass);
    }

    [Fact]
    public async Task Opens_its_incident_with_the_next_report_after_the_end()
    {
        var id = await SuppressAsync();
        await TakeAsync(Report());
        Assert.IsType<SuppressionAnswer.Taken>(await Suppressions.EndAsync("test", id, "It is over.", Ana, Token));
        await TakeAsync(Report(minutes: 1));
        Assert.Single(await OpenAsync());
    }

    [Fact]
    public async Task Leaves_an_incident_that_goes_on_alone()
    {
        await TakeAsync(Report());
        await SuppressAsync();
        await TakeAsync(Report(SymptomStatus.Cleared, 2));
        Assert.Equal("withdrawn", Assert.Single(await Directory.ListAsync(new IncidentFilter(), Token)).State);
    }

    [Fact]
    public async Task Ends_with_the_symptom_when_that_was_wanted()
    {
        await SuppressAsync(untilClear: true);
        await TakeAsync(Report());
        Assert.Single(await Suppressions.ActiveAsync("test", Token));
        await TakeAsync(Report(SymptomStatus.Cleared, 2));
        Assert.Empty(await Suppressions.ActiveAsync("test", Token));
        await TakeAsync(Report(minutes: 3));
        Assert.Single(await OpenAsync());
    }

    [Fact]
    public async Task Is_ended_once_and_by_its_id()
    {
        var id = await SuppressAsync();
        Assert.IsType<SuppressionAnswer.Taken>(await Suppressions.EndAsync("test", id, "over", Ana, Token));
        Assert.Equal(DenialKind.NotFound, Assert.IsType<SuppressionAnswer.Denied>(await Suppressions.EndAsync("test", id, "over", Ana, Token)).Kind);
    }

    private async Task<Guid> SuppressAsync(bool untilClear = false) => Assert.IsType<SuppressionAnswer.Taken>(
        await Suppressions.StartAsync("test", Latency, "Load test.", TimeSpan.FromHours(1), untilClear, Ana, Token)).Suppression.Id;

    private async Task TakeAsync(SymptomReport report)
    {
        var transaction = new StoreTransaction();
        SymptomIntake.Add(transaction, [report]);
        await Store.CommitAsync(transaction, Token);
        await Correlator().DrainAsync("test", Token);
    }

    private async Task<IReadOnlyList<IncidentSummary>> OpenAsync() => await Directory.ListAsync(new IncidentFilter { OpenOnly = true }, Token);

    private Task<IReadOnlyList<string>> OutcomesAsync() => Store.Database.QueryAsync(
        "select outcome from {schema}.pipeline_intake order by id", row => row.GetString(0), Token, []);

    private static SymptomReport Report(SymptomStatus status = SymptomStatus.Firing, int minutes = 0) =>
        Finding_the_incident.Report("series:latency", "high-latency", status, minutes);
}
