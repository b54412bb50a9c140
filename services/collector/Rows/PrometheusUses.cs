using Pipeline.Prometheus;

namespace Pipeline.Collector.Rows;

/// <summary>CPU, memory, network and custom queries by Prometheus; a query that fails or finds nothing leaves its column empty.</summary>
/// <param name="selector">Matchers put into each selector, such as <c>cluster="a"</c>; empty for none.</param>
/// <param name="window">Range of rates.</param>
/// <param name="custom">Further queries by name, each with labels "namespace" and "pod"; "$selector" and "$window" stand as in query files.</param>
public sealed class PrometheusUses(IPrometheus server, string selector, TimeSpan window, IReadOnlyDictionary<string, string> custom) : IPodUses
{
    private static readonly (string Query, Func<PodUse, double, PodUse> Set)[] Queries =
    [
        ("sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{container!=\"\",image!=\"\",$selector}[$window]))", (use, v) => use with { Cpu = v }),
        ("sum by (namespace, pod) (max by (namespace, pod, container) (container_memory_working_set_bytes{container!=\"\",image!=\"\",$selector}))", (use, v) => use with { Memory = v }),
        ("sum by (namespace, pod) (rate(container_network_receive_bytes_total{pod!=\"\",$selector}[$window]))", (use, v) => use with { NetworkReceive = v }),
        ("sum by (namespace, pod) (rate(container_network_transmit_bytes_total{pod!=\"\",$selector}[$window]))", (use, v) => use with { NetworkTransmit = v }),
        ("sum by (namespace, pod) (rate(container_network_receive_errors_total{pod!=\"\",$selector}[$window]))", (use, v) => use with { ReceiveErrors = v }),
        ("sum by (namespace, pod) (rate(container_network_transmit_errors_total{pod!=\"\",$selector}[$window]))", (use, v) => use with { TransmitErrors = v }),
        ("sum by (namespace, pod) (rate(container_network_receive_packets_dropped_total{pod!=\"\",$selector}[$window]))", (use, v) => use with { ReceiveDropped = v }),
        ("sum by (namespace, pod) (rate(container_network_transmit_packets_dropped_total{pod!=\"\",$selector}[$window]))", (use, v) => use with { TransmitDropped = v }),
    ];

    /// <inheritdoc/>
    public string Name => "prometheus";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<(string Namespace, string Name), PodUse>> ReadAsync(
        IReadOnlyList<string> namespaces, CancellationToken cancellationToken)
    {
        var uses = new Dictionary<(string Namespace, string Name), PodUse>();
        foreach (var (query, set) in Queries)
            await AskAsync(query, set);
        foreach (var (name, query) in custom)
            await AskAsync(query, (use, value) => use with { Custom = new Dictionary<string, double>(use.Custom) { [name] = value } });
        return uses;

        async Task AskAsync(string query, Func<PodUse, double, PodUse> set)
        {
            foreach (var series in (await server.QueryAsync(Render(query), null, cancellationToken)).Series)
            {
                if (series.Labels.TryGetValue("namespace", out var ns) && series.Labels.TryGetValue("pod", out var pod) &&
                    (namespaces.Count == 0 || namespaces.Contains(ns)) && series.Samples is [.., var newest] && double.IsFinite(newest.Value))
                    uses[(ns, pod)] = set(uses.GetValueOrDefault((ns, pod)) ?? PodUse.Unknown, newest.Value);
            }
        }
    }

    private string Render(string query) =>
        (selector.Length > 0
            ? query.Replace("$selector", selector, StringComparison.Ordinal)
            : query.Replace(",$selector", "", StringComparison.Ordinal).Replace("$selector", "", StringComparison.Ordinal))
        .Replace("$window", $"{(long)window.TotalMilliseconds}ms", StringComparison.Ordinal);
}
