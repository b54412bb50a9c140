using Microsoft.Extensions.Options;
using Pipeline.Hosting;

namespace Pipeline.Simulator;

/// <summary>A simulated cluster that comes up and goes down with its host.</summary>
internal sealed partial class SimulatorService(
    IOptions<SimulatorOptions> options, IOptions<PipelineOptions> pipeline, TimeProvider wall, ILoggerFactory logs) : IHostedService
{
    private readonly ILogger _log = logs.CreateLogger<SimulatorService>();
    private SimulatorServer? _server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _server = await SimulatorServer.StartAsync(options.Value, pipeline.Value.DataDirectory, wall, logs, cancellationToken);
        LogReady(_log, _server.Addresses.Nodes, _server.Addresses.Pods, _server.Addresses.Kubeconfig, _server.Addresses.Metrics);
        _server.BeginScenario(text => LogAiled(_log, text));
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [LoggerMessage(8010, LogLevel.Information, "Simulated cluster of {Nodes} nodes and {Pods} pods: kubeconfig {Kubeconfig}, metrics {Metrics}")]
    private static partial void LogReady(ILogger logger, int nodes, int pods, string kubeconfig, Uri metrics);

    [LoggerMessage(8011, LogLevel.Information, "Simulated cluster: {Change}")]
    private static partial void LogAiled(ILogger logger, string change);
}
