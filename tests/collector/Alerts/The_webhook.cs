using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pipeline.Contracts.Symptoms;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests.Alerts;

[Collection(ServersCollection.Name)]
public sealed class The_webhook(PostgresFixture postgres, AlertmanagerFixture alertmanager) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private HostedCollector _collector = null!;

    public async Task InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _collector = await HostedCollector.StartAsync(_database, ("collector:alertmanager:largestBody", "65536"));
    }

    public async Task DisposeAsync()
    {
        await _collector.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Has_the_alert_in_the_intake_when_it_answers_200_once_however_often_it_comes()
    {
        for (var i = 0; i < 3; i++)
        {
            using var answer = await _collector.PostAsync(Reading_notifications.Body(Reading_notifications.Firing));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var report = Assert.Single(await _collector.IntakeAsync());
        Assert.Equal(("shop/Pod/cart-7c9d5b6f8-x2x9k", "restarts", SymptomStatus.Firing), (report.Entity.ToString(), report.FailureClass, report.Status));
        Assert.Equal("KubePodCrashLooping: Pod shop/cart is in waiting state.", report.Reason);
    }

    [Fact]
    public async Task Sends_a_hint_to_the_detector_through_the_outbox()
    {
        using var answer = await _collector.PostAsync(Reading_notifications.Body(Reading_notifications.Firing));
        await Eventually.HoldsAsync(() => _collector.Reader.Hints.Contains("demo"));
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("a-token-for-looking-only", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "am:wrong", HttpStatusCode.Unauthorized)]
    [InlineData(HostedCollector.Token, null, HttpStatusCode.OK)]
    [InlineData(null, $"am:{HostedCollector.Password}", HttpStatusCode.OK)]
    public async Task Lets_in_who_may_send_by_token_or_password(string? token, string? basic, HttpStatusCode status)
    {
        using var answer = await _collector.PostAsync(Reading_notifications.Body(Reading_notifications.Firing), token, basic);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, (await _collector.IntakeAsync()).Count);
    }

    [Theory]
    [InlineData("{", "The body is not JSON")]
    [InlineData("{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\"}]}", "None of the alerts can be read: alerts[0]: has no labels")]
    public async Task Refuses_with_400_what_can_never_be_accepted(string body, string detail)
    {
        using var answer = await _collector.PostAsync(body);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(detail, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_with_413_what_is_too_large_and_says_what_to_do()
    {
        using var answer = await _collector.PostAsync(new string(' ', 70_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("max_alerts", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_good_alerts_of_a_notification_with_a_bad_one()
    {
        using var answer = await _collector.PostAsync(Reading_notifications.Body("7", Reading_notifications.Firing));
        Assert.Equal("""{"kept":1,"leftOut":["alerts[0]: is no object"],"truncated":0}""", await answer.Content.ReadAsStringAsync());
        Assert.Single(await _collector.IntakeAsync());
    }

    [Fact]
    public async Task Answers_503_while_the_intake_takes_nothing_and_takes_it_afterwards()
    {
        await ExecuteAsync("alter table pipeline.pipeline_intake rename to away");
        using (var refused = await _collector.PostAsync(Reading_notifications.Body(Reading_notifications.Firing)))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await ExecuteAsync("alter table pipeline.away rename to pipeline_intake");
        using var taken = await _collector.PostAsync(Reading_notifications.Body(Reading_notifications.Firing));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Single(await _collector.IntakeAsync());
    }

    [Fact]
    public async Task Takes_the_watchdog_for_a_heartbeat_and_the_inhibitor_for_nothing()
    {
        using var answer = await _collector.PostAsync(Reading_notifications.Body(
            Reading_notifications.Firing.Replace("KubePodCrashLooping", "Watchdog", StringComparison.Ordinal),
            Reading_notifications.Firing.Replace("KubePodCrashLooping", "InfoInhibitor", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await _collector.IntakeAsync());
        Assert.Contains(await _collector.Store.Heartbeats.ListAsync("demo", default), h => h is { Service: "alertmanager", Instance: "alertmanager" });
    }

    [Fact]
    public async Task Takes_what_a_real_alertmanager_sends_firing_and_resolved()
    {
        await alertmanager.SendToAsync(_collector.Webhook, HostedCollector.Token, "namespace");
        var labels = new Dictionary<string, string> { ["alertname"] = "KubeDeploymentReplicasMismatch", ["namespace"] = "shop", ["deployment"] = "cart", ["severity"] = "critical" };
        var now = TimeProvider.System.GetUtcNow();
        await alertmanager.PostAsync(
            new PostedAlert(labels) { StartsAt = now.AddMinutes(-1), Annotations = new Dictionary<string, string> { ["summary"] = "2 of 3 replicas" } },
            new PostedAlert(new Dictionary<string, string>(labels) { ["deployment"] = "pay" }) { StartsAt = now.AddMinutes(-1) });
        var firing = await Eventually.ReadsAsync(_collector.IntakeAsync, reports => reports.Count == 2);
        Assert.Equal(["shop/Deployment/cart", "shop/Deployment/pay"], firing.Select(r => r.Entity.ToString()).Order());
        await alertmanager.PostAsync(new PostedAlert(labels) { StartsAt = now.AddMinutes(-1), EndsAt = now.AddSeconds(-1) });
        var all = await Eventually.ReadsAsync(_collector.IntakeAsync, reports => reports.Count == 3);
        var cleared = Assert.Single(all, r => r.Status == SymptomStatus.Cleared);
        Assert.Equal("shop/Deployment/cart", cleared.Entity.ToString());
        Assert.Contains(firing, r => r.SymptomKey == cleared.SymptomKey);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
