using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Processes.Tests.Servers;

public sealed class The_webhook_receiver(WebhookReceiver receiver) : IClassFixture<WebhookReceiver>
{
    [Fact]
    public async Task Keeps_the_caller_waiting_until_the_test_lets_it_go()
    {
        using var client = new HttpClient();
        var released = new TaskCompletionSource();
        receiver.AnswerNext(new WebhookAnswer.Hold(released.Task, new WebhookAnswer.Respond(201, "made")));
        var answer = client.PostAsync(new Uri(receiver.Address, "/slow?x=1"), new StringContent("body"));
        var request = Assert.Single(await receiver.ReceivesAsync());
        Assert.Equal(("POST", "/slow?x=1", "body"), (request.Method, request.Path, request.Body));
        Assert.False(answer.IsCompleted);
        released.SetResult();
        using var response = await answer;
        Assert.Equal("made", await response.Content.ReadAsStringAsync());
    }
}
