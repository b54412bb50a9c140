using Pipeline.EndToEnd.Tests.Watching;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>An incident that a real Alertmanager begins and ends, and what everybody outside does meanwhile.</summary>
/// <param name="pipeline">Handles it.</param>
/// <param name="alertmanager">Sends to it.</param>
/// <param name="deployment">What is sick: one that no other test of the same pipeline uses.</param>
public sealed class AlertedIncident(SixServices pipeline, AlertmanagerFixture alertmanager, string deployment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly PostedAlert _alert = new(new Dictionary<string, string>
    {
        ["alertname"] = "CheckoutErrors",
        ["namespace"] = "shop",
        ["deployment"] = deployment,
        ["severity"] = "critical",
    })
    {
        Annotations = new Dictionary<string, string> { ["summary"] = $"{deployment} answers with errors" },
        StartsAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>As people read it.</summary>
    public string Entity { get; } = $"shop/Deployment/{deployment}";

    private IncidentRecord Record => pipeline.Record;

    /// <summary>The alert fires.</summary>
    public Task FireAsync() => alertmanager.PostAsync(_alert);

    /// <summary>The alert is over.</summary>
    public Task ResolveAsync() => alertmanager.PostAsync(_alert with { EndsAt = TimeProvider.System.GetUtcNow() });

    /// <summary>From the alert to the incident's summary, with an approval over HTTP that is repeated until it counts.</summary>
    public async Task<Guid> RunAsync()
    {
        await FireAsync();
        await ApproveAsync();
        var incident = await Record.ReachesAsync(Entity, "verifying");
        await ResolveAsync();
        await EndsAsync(incident.Id);
        return incident.Id;
    }

    /// <summary>Approves what waits for it, as often as it takes.</summary>
    public async Task ApproveAsync()
    {
        await Record.ReachesAsync(Entity, "awaiting-approval");
        await Eventually.HoldsAsync(
            async token =>
            {
                var incident = (await Record.IncidentsOfAsync(Entity, token))[0];
                return incident.State != "awaiting-approval" || await IsTakenAsync(incident, token);
            },
            Patience);
    }

    /// <summary>Waits until it is resolved and summed up.</summary>
    public async Task EndsAsync(Guid incidentId)
    {
        await Record.ReachesAsync(Entity, "resolved");
        await Record.HasAsync<IncidentEvent.IncidentSummarised>(incidentId);
    }

    /// <summary>Every step took effect once, the notification has one key, and the audit verifies.</summary>
    public async Task WasDoneOnceAsync(Guid incidentId)
    {
        var events = await Record.EventsAsync(incidentId);
        var plan = Assert.Single(events.OfType<IncidentEvent.RemediationProposed>()).Plan;
        var intents = events.OfType<IncidentEvent.ActionStarted>().ToDictionary(intent => intent.ActionId);
        var done = events.OfType<IncidentEvent.ActionSucceeded>().Select(success => intents[success.ActionId]).ToList();
        Assert.Equal(plan.Actions.Select(action => action.Action), done.Select(intent => intent.Action));
        Assert.Equal(
            done.Single(intent => intent.Action == "notify_only").EffectKey.ToString(),
            Assert.Single(pipeline.Notifications.KeysOf(incidentId).Distinct()));
        await Record.VerifiesAsync();
    }

    private async Task<bool> IsTakenAsync(IncidentSummary incident, CancellationToken cancellationToken) =>
        await pipeline.Api.ApproveAsync(incident.Id, incident.PlanHash!, cancellationToken) == 200;
}
