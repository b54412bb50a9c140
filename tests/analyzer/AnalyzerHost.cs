using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Actions.Catalogue;
using Pipeline.Analyzer.Consumers;
using Pipeline.Analyzer.Planning;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Approver.Tests;
using Pipeline.Contracts.Hints;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Tests;
using Pipeline.Masking;
using Pipeline.Testing;

namespace Pipeline.Analyzer.Tests;

/// <summary>A replica of the analyzer over a store.</summary>
internal sealed class AnalyzerHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly EmptyStore _store;
    private readonly ConsumedMessages _hints = new();

    private AnalyzerHost(EmptyStore store, ServiceProvider services) => (_store, _services) = (store, services);

    private ITestHarness Harness => _services.GetRequiredService<ITestHarness>();

    /// <param name="store">The store.</param>
    /// <param name="options">The defaults when left out.</param>
    /// <param name="rules">The built-in ones when left out.</param>
    public static async Task<AnalyzerHost> StartAsync(EmptyStore store, AnalyzerOptions? options = null, Rulebook? rules = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IIncidentStore>(store.Incidents)
            .AddSingleton<TimeProvider>(store.Clock)
            .AddSingleton(Options.Create(options ?? new AnalyzerOptions()))
            .AddSingleton(Masker.Create(MaskingKey.FromBase64(Convert.ToBase64String(new byte[32]), "test"), new MaskingOptions()))
            .AddSingleton(rules ?? Rulebook.BuiltIn)
            .AddSingleton(new PlanningMeans(CanNotify: true))
            .AddSingleton(ActionCatalogue.BuiltIn)
            .AddSingleton<Planner>()
            .AddSingleton<Analyst>()
            .AddMassTransitTestHarness(bus =>
            {
                bus.AddConsumer<AnalyzeIncidentConsumer>();
                bus.AddConsumer<VerifyIncidentConsumer>();
                bus.AddConsumer<SummariseIncidentConsumer>();
            })
            .BuildServiceProvider();
        var host = new AnalyzerHost(store, services);
        await host.Harness.Start();
        host.Harness.Bus.ConnectConsumeObserver(host._hints);
        return host;
    }

    /// <summary>Publishes hints and waits until each was consumed.</summary>
    public async Task HintAsync(Func<IncidentHint> hint, int times = 1)
    {
        var expected = _hints.Consumed + times;
        for (var i = 0; i < times; i++)
            await Harness.Bus.Publish((object)hint());
        await Eventually.HoldsAsync(() => _hints.Consumed + _hints.Faults.Count >= expected);
        Assert.Empty(_hints.Faults);
    }

    public static IncidentHint WantsAnalysis() => new IncidentWantsAnalysis { Cluster = "demo", IncidentId = Some.Id };

    public static IncidentHint WantsVerification() => new IncidentWantsVerification { Cluster = "demo", IncidentId = Some.Id };

    public static IncidentHint WantsSummary() => new IncidentWantsSummary { Cluster = "demo", IncidentId = Some.Id };

    public async Task<IReadOnlyList<IncidentEvent>> FactsAsync() =>
        [.. (await _store.Incidents.ReadAsync(Some.Id, CancellationToken.None)).Select(e => e.Fact)];

    public async Task<string> StateAsync() =>
        IncidentState.NameOf((await _store.Incidents.LoadAsync(Some.Id, CancellationToken.None))!.Incident.Phase);

    public async Task ApplyAsync(IncidentCommand command) => Assert.IsType<CommandResult.Accepted>(await _store.Incidents.ApplyAsync(
        Some.Id, command, new CommandContext(Actor.Service("test")), null, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await Harness.Stop(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
