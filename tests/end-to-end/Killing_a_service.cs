using Pipeline.EndToEnd.Tests.Running;
using Pipeline.EndToEnd.Tests.Watching;
using Pipeline.Incidents.Events;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests;

[Collection(ServersCollection.Name)]
public sealed class Killing_a_service(PipelineWithAlerts pipeline) : IClassFixture<PipelineWithAlerts>
{
    [Theory]
    [InlineData("collector", "intake", Transaction.Lost)]
    [InlineData("detector", "incident_opened", Transaction.Lost)]
    [InlineData("detector", "incident_opened", Transaction.Stored)]
    [InlineData("analyzer", "remediation_proposed", Transaction.Lost)]
    [InlineData("executor", "plan_preflighted", Transaction.Stored)]
    [InlineData("approver", "approval_requested", Transaction.Lost)]
    [InlineData("dashboard", "remediation_approved", Transaction.Stored)]
    [InlineData("executor", "action_started", Transaction.Stored)]
    [InlineData("executor", "action_succeeded", Transaction.Lost)]
    [InlineData("analyzer", "incident_summarised", Transaction.Lost)]
    public Task In_the_middle_of_its_transaction_loses_nothing_and_doubles_nothing(string service, string at, Transaction fate)
    {
        var incident = pipeline.Incident($"{service}-{at}-{fate}".Replace('_', '-').ToLowerInvariant());
        return pipeline.RunAsync(incident, async () =>
        {
            await using var gate = await CommitGate.CloseAsync(pipeline.Services.Database.DataSource, at);
            var run = incident.RunAsync();
            await gate.ReachedAsync();
            await pipeline.Services.Service(service).KillAsync();
            if (fate == Transaction.Lost)
                await gate.RollBackAsync();
            await gate.OpenAsync();
            await pipeline.Services.Service(service).StartAsync();
            await incident.WasDoneOnceAsync(await run);
        });
    }

    [Fact]
    public Task That_waits_for_an_answer_leaves_the_outcome_unknown_until_the_same_key_settles_it()
    {
        var incident = pipeline.Incident("held");
        return pipeline.RunAsync(incident, async () =>
        {
            var release = new TaskCompletionSource();
            pipeline.Services.Notifications.Receiver.AnswerNext(new WebhookAnswer.Hold(release.Task, new WebhookAnswer.Respond(200)));
            var before = pipeline.Services.Notifications.Receiver.Requests.Count;
            var run = incident.RunAsync();
            await pipeline.Services.Notifications.Receiver.ReceivesAsync(before + 1);
            await pipeline.Services.Service("executor").KillAsync();
            release.SetResult();
            await pipeline.Services.Service("executor").StartAsync();
            var id = await run;
            Assert.Single((await pipeline.Services.Record.EventsAsync(id)).OfType<IncidentEvent.ActionOutcomeUnknown>());
            Assert.Equal(2, pipeline.Services.Notifications.KeysOf(id).Count);
            await incident.WasDoneOnceAsync(id);
        });
    }

    [Fact]
    public Task That_only_watches_delays_the_end_and_nothing_else()
    {
        var incident = pipeline.Incident("watched");
        return pipeline.RunAsync(incident, async () =>
        {
            await incident.FireAsync();
            await incident.ApproveAsync();
            var verifying = await pipeline.Services.Record.ReachesAsync(incident.Entity, "verifying");
            await pipeline.Services.Service("detector").KillAsync();
            await pipeline.Services.Service("analyzer").KillAsync();
            await incident.ResolveAsync();
            await pipeline.Services.Service("analyzer").StartAsync();
            await pipeline.Services.Service("detector").StartAsync();
            await incident.EndsAsync(verifying.Id);
            await incident.WasDoneOnceAsync(verifying.Id);
        });
    }

    /// <summary>What the database makes of a transaction whose client died before it was committed.</summary>
    public enum Transaction
    {
        /// <summary>It notices at once and rolls back.</summary>
        Lost,

        /// <summary>It has the commit in its hands already.</summary>
        Stored,
    }
}
