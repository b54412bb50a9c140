using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pipeline.Actions.Catalogue;
using Pipeline.Executor.Executing;
using Pipeline.Executor.Rehearsing;
using Pipeline.Hosting;
using Pipeline.Hosting.Telemetry;

namespace Pipeline.Executor.Tests.Given;

/// <summary>One executor, wired as in production, that is given hints by hand.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    public Replica(Bench bench, Setup setup)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<PipelineMetrics>()
            .AddSingleton<TimeProvider>(bench.Clock)
            .AddSingleton<IHostApplicationLifetime>(_lifetime)
            .AddSingleton(bench.Incidents)
            .AddSingleton(bench.Database)
            .AddSingleton(bench.Masker)
            .AddSingleton(Options.Create(setup.Executor))
            .AddSingleton(Options.Create(new VerificationOptions()))
            .AddSingleton(Options.Create(new ActionOptions { Notify = setup.Notify }))
            .AddSingleton(Options.Create(new PipelineOptions { Cluster = setup.Cluster }))
            .AddSingleton(new ActionCatalogue([.. ActionCatalogue.BuiltIn.Definitions, .. setup.Actions.Select(a => a.Definition)]))
            .AddExecution();
        foreach (var action in setup.Actions)
            services.AddSingleton(action);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    /// <summary>Delivers "wants execution".</summary>
    public Task ContinueAsync(Guid incidentId) =>
        _services.GetRequiredService<PlanExecutor>().ContinueAsync(incidentId, "test", CancellationToken.None);

    /// <summary>Delivers "wants preflight".</summary>
    public Task RehearseAsync(Guid incidentId) =>
        _services.GetRequiredService<PlanRehearsal>().RehearseAsync(incidentId, "test", CancellationToken.None);

    /// <summary>SIGTERM.</summary>
    public void Stop()
    {
        _services.GetRequiredService<ShutdownGrace>(); // created at start in production: it is part of what executes
        _lifetime.StopApplication();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
