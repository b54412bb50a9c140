using Pipeline.EndToEnd.Tests.Running;
using Pipeline.Incidents.Events;

namespace Pipeline.EndToEnd.Tests;

[Collection(ServersCollection.Name)]
public sealed class Two_replicas(PipelineWithAlerts pipeline) : IClassFixture<PipelineWithAlerts>
{
    private static readonly string[] Workers = ["detector", "analyzer", "executor"];

    [Fact]
    public async Task Of_every_worker_make_one_incident_and_one_action_of_each_alert_also_when_one_of_them_dies()
    {
        var replicas = await Task.WhenAll(Workers.Select(pipeline.Services.StartReplicaAsync));
        var incidents = Enumerable.Range(1, 6).Select(number => pipeline.Incident($"replicated-{number}")).ToList();
        var runs = incidents.Select(incident => incident.RunAsync()).ToList();
        await pipeline.Services.Record.HasAnyAsync<IncidentEvent.RemediationProposed>();
        await Task.WhenAll(replicas.Select(replica => replica.KillAsync()));
        foreach (var (incident, id) in incidents.Zip(await Task.WhenAll(runs)))
        {
            Assert.Equal(id, Assert.Single(await pipeline.Services.Record.IncidentsOfAsync(incident.Entity, CancellationToken.None)).Id);
            await incident.WasDoneOnceAsync(id);
        }
    }
}
