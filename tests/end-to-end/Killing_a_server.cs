using Pipeline.EndToEnd.Tests.Running;
using Pipeline.EndToEnd.Tests.Watching;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests;

[Collection(ServersCollection.Name)]
public sealed class Killing_a_server(PipelineWithAlerts pipeline) : IClassFixture<PipelineWithAlerts>
{
    [Theory]
    [InlineData("remediation_proposed", Data.Kept)]
    [InlineData("incident_opened", Data.Deleted)]
    [InlineData("approval_requested", Data.Deleted)]
    public Task As_RabbitMQ_loses_no_step_of_an_incident(string at, Data data)
    {
        var incident = pipeline.Incident($"broker-{at}-{data}".Replace('_', '-').ToLowerInvariant());
        return pipeline.RunAsync(incident, async () =>
        {
            await using var gate = await CommitGate.CloseAsync(pipeline.Services.Database.DataSource, at);
            var run = incident.RunAsync();
            await gate.ReachedAsync();
            await pipeline.Servers.Broker.KillAsync();
            await gate.OpenAsync(); // what follows is stored, and can be told to nobody
            if (data == Data.Deleted)
                pipeline.Servers.Broker.DeleteData();
            await pipeline.Servers.Broker.StartAsync();
            await incident.WasDoneOnceAsync(await run);
        });
    }

    [Fact]
    public Task As_PostgreSQL_while_an_action_is_under_way_leaves_it_done_once()
    {
        var incident = pipeline.Incident("database");
        return pipeline.RunAsync(incident, async () =>
        {
            var receiver = pipeline.Services.Notifications.Receiver;
            var release = new TaskCompletionSource();
            receiver.AnswerNext(new WebhookAnswer.Hold(release.Task, new WebhookAnswer.Respond(200)));
            var before = receiver.Requests.Count;
            var run = incident.RunAsync();
            await receiver.ReceivesAsync(before + 1);
            await pipeline.Servers.Postgres.KillAsync();
            release.SetResult();
            await pipeline.Servers.Postgres.StartAsync();
            await incident.WasDoneOnceAsync(await run);
        });
    }

    /// <summary>What the killed broker finds when it comes back.</summary>
    public enum Data
    {
        Kept,
        Deleted,
    }
}
