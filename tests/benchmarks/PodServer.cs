using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pipeline.Benchmarks;

/// <summary>An API server with pods of which none ever changes, on loopback.</summary>
internal sealed class PodServer : IAsyncDisposable
{
    private readonly byte[][] _pages;
    private readonly WebApplication _host;

    private PodServer(int pods)
    {
        _pages = PodPages.Of(pods);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _host = builder.Build();
        _host.Run(AnswerAsync);
    }

    public Uri Address => new(_host.Urls.Single());

    public static async Task<PodServer> StartAsync(int pods)
    {
        var server = new PodServer(pods);
        await server._host.StartAsync();
        return server;
    }

    public Task WaitForShutdownAsync() => HostingAbstractionsHostExtensions.WaitForShutdownAsync(_host);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Query.ContainsKey("watch"))
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }
        var page = int.TryParse((string?)context.Request.Query["continue"], CultureInfo.InvariantCulture, out var next) ? next : 0;
        await context.Response.Body.WriteAsync(_pages[page]);
    }
}
