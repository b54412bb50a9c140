using System.Text.Json;
using Pipeline.Contracts.Symptoms;
using Pipeline.EndToEnd.Tests.Scoring;
using Pipeline.EndToEnd.Tests.Watching;
using Pipeline.Incidents.Events;

namespace Pipeline.EndToEnd.Tests;

[Collection(ServersCollection.Name)]
public sealed class Three_detectors(Servers servers)
{
    [Fact]
    public async Task That_come_go_and_die_report_exactly_what_one_reports_that_is_left_alone()
    {
        await using var fleet = await DetectorFleet.CreateAsync(servers);
        try
        {
            await ReportExactlyWhatOneReportsAsync(fleet);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\n{fleet.Output()}", e);
        }
    }

    private static async Task ReportExactlyWhatOneReportsAsync(DetectorFleet fleet)
    {
        var series = new ManySeries(fleet.Cluster);
        var first = await fleet.StartDetectorAsync();
        await using var feed = await WindowFeed.StartAsync(fleet.BusSettings);
        var starting = fleet.StartDetectorAsync(); // the queues are the first one's: those after it wait for their turn
        await feed.SendInDisorderAsync(series.Messages(0, 80));
        await fleet.CoversAsync(series.Messages(0, 80)[^1].To);
        var second = await starting;
        var third = await fleet.StartDetectorAsync();
        await using (var gate = await CommitGate.CloseAsync(fleet.Database.DataSource, "intake"))
        {
            await feed.SendInDisorderAsync(series.Messages(80, 140));
            await gate.ReachedByAsync(first.ProcessId!.Value);
            await first.KillAsync();
            await gate.RollBackAsync(); // what it had scored was never stored
        }

        await using (var gate = await CommitGate.CloseAsync(fleet.Database.DataSource, "intake"))
        {
            await feed.SendInDisorderAsync(series.Messages(140, 180));
            await gate.ReachedByAsync(second.ProcessId!.Value);
            var stopped = second.StopAsync();
            await gate.OpenAsync();
            Assert.Equal(0, await stopped);
        }

        var last = await fleet.StartDetectorAsync();
        await using (var gate = await CommitGate.CloseAsync(fleet.Database.DataSource, "intake"))
        {
            await feed.SendInDisorderAsync(series.Messages(180, 220));
            await gate.ReachedByAsync(third.ProcessId!.Value);
            await third.KillAsync(); // what it had scored is stored, and will be delivered to the last one again
        }

        await feed.SendInDisorderAsync(series.Messages(220, 240));
        await fleet.CoversAsync(series.Messages(220, 240)[^1].To);
        await AreAsOfOneAsync(fleet, series);
        Assert.True(feed.Answered > 0, "nothing was ever missed");
        Assert.Equal(0, await last.StopAsync());
    }

    private static async Task AreAsOfOneAsync(DetectorFleet fleet, ManySeries series)
    {
        var expected = ManySeries.ReportsOf(series.Messages(0, 240)).ToLookup(report => report.SymptomKey);
        Assert.Equal(Names(series.Ill), Names(expected.Select(symptom => symptom.First().Entity)));
        var found = await fleet.ReportsAsync();
        Assert.Equal(expected.Select(symptom => symptom.Key).Order(), found.Select(symptom => symptom.Key).Order());
        Assert.All(expected, symptom => Assert.Equal(symptom.Select(Text), found[symptom.Key].Select(Text)));

        var incidents = await fleet.IncidentsAsync();
        Assert.Equal(Names(series.Ill), incidents.Select(incident => incident.Owner).Order(StringComparer.Ordinal));
        foreach (var incident in incidents)
        {
            var told = (await fleet.EventsAsync(incident.Id)).Select(ReportIn).OfType<SymptomReport>().Select(Text).ToList();
            Assert.Equal(told.Distinct(), told);
        }
    }

    private static SymptomReport? ReportIn(IncidentEvent told) => told switch
    {
        IncidentEvent.SymptomJoined joined => joined.Report,
        IncidentEvent.SymptomObserved observed => observed.Report,
        IncidentEvent.SymptomCleared cleared => cleared.Report,
        IncidentEvent.SymptomDataMissing missing => missing.Report,
        _ => null,
    };

    private static string Text(SymptomReport report) => JsonSerializer.Serialize(report, JsonSerializerOptions.Web);

    private static IEnumerable<string> Names(IEnumerable<Contracts.EntityRef> entities) =>
        entities.Select(entity => entity.ToString()).Order(StringComparer.Ordinal);
}
