using System.Text.Json.Nodes;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Processes.Tests.Servers;

public sealed class The_alertmanager_fixture(AlertmanagerFixture alertmanager, WebhookReceiver receiver)
    : IClassFixture<AlertmanagerFixture>, IClassFixture<WebhookReceiver>
{
    [Fact]
    public async Task Sends_posted_alerts_to_the_webhook_with_its_token_until_one_is_accepted()
    {
        await alertmanager.SendToAsync(new Uri(receiver.Address, "/alerts"), "secret-token");
        receiver.AnswerNext(new WebhookAnswer.Respond(503), new WebhookAnswer.DropConnection());
        await alertmanager.PostAsync(new PostedAlert(new Dictionary<string, string> { ["alertname"] = "DiskFull" }));
        var requests = await receiver.ReceivesAsync(count: 3);
        Assert.All(requests, request => Assert.Equal("/alerts", request.Path));
        Assert.Equal("Bearer secret-token", requests[2].Headers["authorization"]);
        Assert.Equal("firing", (string?)JsonNode.Parse(requests[2].Body)!["status"]);

        await alertmanager.PostAsync(new PostedAlert(new Dictionary<string, string> { ["alertname"] = "DiskFull" })
        {
            EndsAt = TimeProvider.System.GetUtcNow().AddSeconds(-1),
        });
        await Eventually.ReadsAsync(
            () => receiver.Requests, all => all.Any(r => (string?)JsonNode.Parse(r.Body)!["status"] == "resolved"));
    }
}
