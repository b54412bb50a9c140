using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;

namespace Pipeline.Hosting.Tests;

/// <summary>A host as a service's Program.cs makes it, on a free port, with settings of the test's.</summary>
internal sealed class HostedPipeline : IAsyncDisposable
{
    private static readonly (string Key, string Value)[] Defaults = [("http:url", "http://127.0.0.1:0"), ("log:level", "warning")];

    private HostedPipeline(WebApplication app) => App = app;

    public WebApplication App { get; }

    public IServiceProvider Services => App.Services;

    public HttpClient Client => new() { BaseAddress = new Uri(App.Urls.Single()) };

    public static async Task<HostedPipeline> StartAsync(
        Action<WebApplicationBuilder> modules, Action<WebApplication>? map = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("up", Given([.. Defaults.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Key), .. settings]));
        modules(builder);
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHealth();
        map?.Invoke(app);
        await app.StartAsync();
        return new HostedPipeline(app);
    }

    public static GivenSettings Given(params (string Key, string Value)[] settings) =>
        new() { Settings = [.. settings.Select(setting => new GivenSetting(setting.Key, setting.Value, $"flag --{setting.Key}"))] };

    /// <summary>Waits until the bus consumes.</summary>
    public async Task<HostedPipeline> WithBusAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Services.GetRequiredService<BusStarted>().WaitAsync(patience.Token);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
