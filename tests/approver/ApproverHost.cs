using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Approver.Activation;
using Pipeline.Approver.Deciding;
using Pipeline.Contracts.Hints;
using Pipeline.Hosting;
using Pipeline.Incidents;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Governance;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Governing;
using Pipeline.IncidentStore.Tests;
using Pipeline.Testing;

namespace Pipeline.Approver.Tests;

/// <summary>A replica of the approver over a store.</summary>
internal sealed class ApproverHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly EmptyStore _store;
    private readonly ConsumedMessages _hints = new();

    private ApproverHost(EmptyStore store, ServiceProvider services) => (_store, _services) = (store, services);

    public PolicyInForce Policy => _services.GetRequiredService<PolicyInForce>();

    public PolicyWatch Watch => _services.GetRequiredService<PolicyWatch>();

    private ITestHarness Harness => _services.GetRequiredService<ITestHarness>();

    public static async Task<ApproverHost> StartAsync(EmptyStore store, ApproverOptions options)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IIncidentStore>(store.Incidents)
            .AddSingleton(store.Events)
            .AddSingleton<TimeProvider>(store.Clock)
            .AddSingleton(Options.Create(options))
            .AddSingleton(Options.Create(new PipelineOptions { Cluster = Some.Workload.Cluster }))
            .AddSingleton<PolicySource>()
            .AddSingleton<GovernanceLedger>()
            .AddSingleton<GovernanceLog>()
            .AddSingleton<PolicyInForce>()
            .AddSingleton<PolicyWatch>()
            .AddMassTransitTestHarness(bus =>
            {
                bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(30));
                bus.AddConsumer<DecideIncidentConsumer>();
            })
            .BuildServiceProvider();
        var host = new ApproverHost(store, services);
        await host.Harness.Start();
        host.Harness.Bus.ConnectConsumeObserver(host._hints);
        return host;
    }

    /// <summary>Publishes hints and waits until each was consumed.</summary>
    public async Task HintAsync(int times = 1)
    {
        var expected = _hints.Consumed + times;
        for (var i = 0; i < times; i++)
            await Harness.Bus.Publish(new IncidentWantsDecision { Cluster = Some.Workload.Cluster, IncidentId = Some.Id });
        await Eventually.HoldsAsync(() => _hints.Consumed + _hints.Faults.Count >= expected);
        Assert.Empty(_hints.Faults);
    }

    public async Task<IReadOnlyList<IncidentEvent>> FactsAsync() =>
        [.. (await _store.Incidents.ReadAsync(Some.Id, CancellationToken.None)).Select(e => e.Fact)];

    public Task<IReadOnlyList<GovernanceEvent>> PoliciesAsync() => StreamAsync(GovernanceStreams.Policy(Some.Workload.Cluster));

    public Task<IReadOnlyList<GovernanceEvent>> ModesAsync() => StreamAsync(GovernanceStreams.Mode(Some.Workload.Cluster));

    /// <summary>Leads the incident to a rehearsed plan.</summary>
    /// <returns>The plan's hash.</returns>
    public static async Task<string> PreflightAsync(EmptyStore store)
    {
        var service = new CommandContext(Actor.Service("test"));
        foreach (var command in (Incidents.Commands.IncidentCommand[])[Some.Opening(), Some.Analysis(), Some.Conclusion(), Some.Preflight(Some.Plan().Hash())])
            Assert.IsType<CommandResult.Accepted>(await store.Incidents.ApplyAsync(Some.Id, command, service, null, CancellationToken.None));
        return Some.Plan().Hash();
    }

    public async ValueTask DisposeAsync()
    {
        await Harness.Stop(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private async Task<IReadOnlyList<GovernanceEvent>> StreamAsync(Guid stream) =>
        [.. (await _store.Events.ReadStreamAsync(stream, CancellationToken.None)).Events.Select(e => (GovernanceEvent)e.Data)];
}
