using Pipeline.Prometheus;

namespace Pipeline.Collector.Topology;

/// <summary>A metric that says who calls whom, and how its labels say it.</summary>
/// <param name="Query">PromQL: one series for each pair that had a request lately.</param>
/// <param name="Caller">Labels of the caller's name, the first that is there counts.</param>
/// <param name="CallerNamespace">Label of its namespace.</param>
/// <param name="Callee">Labels of the callee's name.</param>
/// <param name="CalleeNamespace">Label of its namespace.</param>
public sealed record CallGraphQuery(
    string Query, string Caller, string CallerNamespace, string Callee, string CalleeNamespace)
{
    /// <summary>What the usual producers of call graphs expose.</summary>
    public static IReadOnlyList<CallGraphQuery> All { get; } =
    [
        // Tempo's metrics generator and the OpenTelemetry collector's service graph connector
        new("sum by (client, server, client_k8s_namespace_name, server_k8s_namespace_name) (increase(traces_service_graph_request_total[10m])) > 0",
            "client", "client_k8s_namespace_name", "server", "server_k8s_namespace_name"),
        // Istio, standard metrics of the sidecars and of ambient's waypoints
        new("sum by (source_workload, source_workload_namespace, destination_workload, destination_workload_namespace) "
            + "(increase(istio_requests_total{source_workload!=\"unknown\",destination_workload!=\"unknown\"}[10m])) > 0",
            "source_workload", "source_workload_namespace", "destination_workload", "destination_workload_namespace"),
        // Linkerd
        new("sum by (deployment, namespace, dst_deployment, dst_namespace) (increase(response_total{direction=\"outbound\",dst_deployment!=\"\"}[10m])) > 0",
            "deployment", "namespace", "dst_deployment", "dst_namespace"),
    ];

    /// <summary>The pairs in an answer; those without a name are left out.</summary>
    public IEnumerable<NamedCall> Read(QueryAnswer answer) =>
        from series in answer.Series
        let labels = series.Labels
        where labels.GetValueOrDefault(Caller) is { Length: > 0 } && labels.GetValueOrDefault(Callee) is { Length: > 0 }
        select new NamedCall(
            new CallPeer(NullIfEmpty(labels.GetValueOrDefault(CallerNamespace)), labels[Caller]),
            new CallPeer(NullIfEmpty(labels.GetValueOrDefault(CalleeNamespace)), labels[Callee]));

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
