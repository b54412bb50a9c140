using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Pipeline.Testing.Servers;

/// <summary>A web server on a port of 127.0.0.1 that records what it is sent, and answers as it is told.</summary>
public sealed class WebhookReceiver : IAsyncLifetime
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentQueue<WebhookAnswer> _next = new();

    public WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    /// <summary>Any path below it is answered.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>All requests so far, oldest first; one is here before it is answered.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>The answer when no other is queued: 200 with an empty body at first.</summary>
    public WebhookAnswer Answer { get; set; } = new WebhookAnswer.Respond(StatusCodes.Status200OK);

    public Task InitializeAsync() => _app.StartAsync();

    /// <summary>Queues answers for the next requests, one each.</summary>
    public void AnswerNext(params ReadOnlySpan<WebhookAnswer> answers)
    {
        foreach (var answer in answers)
            _next.Enqueue(answer);
    }

    /// <returns>All requests, once there are so many.</returns>
    /// <exception cref="TimeoutException">There were fewer after a minute.</exception>
    public Task<IReadOnlyList<ReceivedRequest>> ReceivesAsync(int count = 1) =>
        Eventually.ReadsAsync(() => Requests, requests => requests.Count >= count);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        _requests.Enqueue(new ReceivedRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body));
        await SendAsync(context, _next.TryDequeue(out var answer) ? answer : Answer);
    }

    private static async Task SendAsync(HttpContext context, WebhookAnswer answer)
    {
        switch (answer)
        {
            case WebhookAnswer.Respond respond:
                context.Response.StatusCode = respond.Status;
                foreach (var (name, value) in respond.Headers)
                    context.Response.Headers[name] = value;
                await context.Response.WriteAsync(respond.Body, context.RequestAborted);
                break;
            case WebhookAnswer.Hold hold:
                await hold.Until.WaitAsync(context.RequestAborted);
                await SendAsync(context, hold.Then);
                break;
            case WebhookAnswer.DropConnection:
                context.Abort();
                break;
        }
    }
}
