using System.Net;
using Pipeline.EndToEnd.Tests.Running;
using Pipeline.Incidents.Events;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests;

[Collection(ServersCollection.Name)]
public sealed class An_alertmanager(PipelineWithAlerts pipeline) : IClassFixture<PipelineWithAlerts>
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task That_reports_two_owners_at_once_opens_two_incidents_and_ends_them_when_they_are_over()
    {
        var alertmanager = pipeline.Alertmanager;
        await alertmanager.SendToAsync(pipeline.Services.AlertWebhook, pipeline.Services.IngestToken, "alertname");
        PostedAlert[] alerts = [Alert("cart"), Alert("payment")];
        await alertmanager.PostAsync(alerts);
        var cart = await pipeline.Services.Record.ReachesAsync("shop/Deployment/cart", "awaiting-approval");
        var payment = await pipeline.Services.Record.ReachesAsync("shop/Deployment/payment", "awaiting-approval");
        Assert.NotEqual(cart.Id, payment.Id);

        await alertmanager.PostAsync(alerts[0] with { EndsAt = TimeProvider.System.GetUtcNow() });
        await pipeline.Services.Record.ReachesAsync("shop/Deployment/cart", "withdrawn");
        Assert.Single((await pipeline.Services.Record.EventsAsync(cart.Id)).OfType<IncidentEvent.PlanWithdrawn>());
        await pipeline.Services.Record.ReachesAsync("shop/Deployment/payment", "awaiting-approval");
        await pipeline.Services.Record.VerifiesAsync();
    }

    [Fact]
    public async Task Without_the_right_token_is_refused_and_nothing_is_stored()
    {
        var before = await pipeline.Services.Record.IntakeRowsAsync();
        var alertmanager = pipeline.Alertmanager;
        await alertmanager.SendToAsync(pipeline.Services.AlertWebhook, "not-the-token-of-anybody", "alertname");
        await alertmanager.PostAsync(Alert("search"));
        await Eventually.ReadsAsync(
            token => Client.GetStringAsync(new Uri(alertmanager.Address, "metrics"), token),
            metrics => metrics.Split('\n').Any(line =>
                line.StartsWith("alertmanager_notifications_failed_total{", StringComparison.Ordinal)
                && line.Contains("webhook", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal)));
        using var anonymous = await Client.PostAsync(pipeline.Services.AlertWebhook, new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(before, await pipeline.Services.Record.IntakeRowsAsync());
        Assert.Empty(await pipeline.Services.Record.IncidentsOfAsync("shop/Deployment/search", CancellationToken.None));
    }

    private static PostedAlert Alert(string deployment) => new(new Dictionary<string, string>
    {
        ["alertname"] = "HighErrorRate",
        ["namespace"] = "shop",
        ["deployment"] = deployment,
        ["severity"] = "critical",
    });
}
