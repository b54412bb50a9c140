using Microsoft.Extensions.Options;
using Pipeline.Hosting.Workers;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Topology;

/// <summary>Asks every Prometheus, now and then, who calls whom.</summary>
internal sealed partial class CallGraphWatching(
    IServiceProvider services, IOptions<CollectorOptions> options, KnownCalls known, TimeProvider clock, ILogger<CallGraphWatching> log)
    : PipelineWorker(services)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var servers = options.Value.Prometheus.Select(source => (source.Key, Client: new PrometheusClient(source.Value, clock))).ToList();
        try
        {
            for (; servers.Count > 0; await Task.Delay(Interval, clock, cancellationToken))
                await AskAsync(servers, cancellationToken);
        }
        finally
        {
            servers.ForEach(server => server.Client.Dispose());
        }
    }

    /// <summary>A server that does not answer leaves what is known as it is: its calls did not end with its answers.</summary>
    private async Task AskAsync(IReadOnlyList<(string Name, PrometheusClient Client)> servers, CancellationToken cancellationToken)
    {
        var calls = new HashSet<NamedCall>();
        foreach (var (name, client) in servers)
        {
            try
            {
                foreach (var query in CallGraphQuery.All)
                    calls.UnionWith(query.Read(await client.QueryAsync(query.Query, time: null, cancellationToken)));
            }
            catch (PrometheusException e)
            {
                NotAnswered(name, e.Message);
                return;
            }
        }

        known.See(calls);
    }

    [LoggerMessage(1410, LogLevel.Information, "{Source} did not say who calls whom: {Reason}")]
    private partial void NotAnswered(string source, string reason);
}
