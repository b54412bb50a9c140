using Pipeline.EndToEnd.Tests.Running;
using Pipeline.Incidents.Events;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Tests;

[Collection(ServersCollection.Name)]
public sealed class A_recording_that_grows(Servers servers)
{
    private const int RowsBeforeTheEnd = 75; // the header, the idle hours, and all but the last row of the busy half hour

    [Fact]
    public async Task Opens_an_incident_where_the_instance_was_busy_and_withdraws_it_when_it_idles_again()
    {
        var rows = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "data", "ec2-cpu.csv"));
        await using var folder = new TemporaryFolder();
        var file = folder.Combine("ec2-cpu.csv");
        await File.WriteAllLinesAsync(file, rows[..RowsBeforeTheEnd]);
        await using var pipeline = await SixServices.StartAsync(servers, new Dictionary<string, string>
        {
            ["Collector:Csv:Ec2:Path"] = file,
            ["Collector:Csv:Ec2:Follow"] = "true",
            ["Collector:Csv:Ec2:Interval"] = "100ms",
            ["Collector:Csv:Ec2:Entity"] = "ec2",
            ["Collector:Csv:Ec2:Kind"] = "Node",
            ["Collector:Csv:Ec2:Metric"] = "cpu-utilization",
            ["Collector:Csv:Ec2:Unit"] = "%",
        });
        var waiting = await pipeline.Record.ReachesAsync("Node/ec2", "awaiting-approval");
        Assert.Equal("cpu-saturation", waiting.FailureClass);
        var symptom = (await pipeline.Record.EventsAsync(waiting.Id)).OfType<IncidentEvent.SymptomJoined>().First().Report;
        Assert.InRange(symptom.StartedAt, At("2014-02-14T19:57:00Z"), At("2014-02-14T20:27:00Z"));

        await File.AppendAllLinesAsync(file, rows[RowsBeforeTheEnd..]);
        await pipeline.Record.ReachesAsync("Node/ec2", "withdrawn");
        Assert.Single((await pipeline.Record.EventsAsync(waiting.Id)).OfType<IncidentEvent.PlanWithdrawn>());
        await pipeline.Record.VerifiesAsync();
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
