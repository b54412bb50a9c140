using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Collector.Tests.Queries;

/// <summary>An exporter whose page the test writes.</summary>
internal sealed class ExporterPage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _scrapes;

    private ExporterPage(WebApplication app) => _app = app;

    /// <summary>The page for the n-th scrape, from 0.</summary>
    public Func<int, string> Text { get; set; } = _ => "";

    public string Target => new Uri(_app.Urls.Single()).Authority;

    public static async Task<ExporterPage> StartAsync(Func<int, string> text)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var page = new ExporterPage(builder.Build()) { Text = text };
        page._app.Run(context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4";
            return context.Response.WriteAsync(page.Text(Interlocked.Increment(ref page._scrapes) - 1).ReplaceLineEndings("\n") + "\n");
        });
        await page._app.StartAsync();
        return page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
