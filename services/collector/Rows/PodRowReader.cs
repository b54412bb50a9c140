using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Masking;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Rows;

/// <summary>Reads the rows of one moment from a cluster and from whoever measures it. Nothing is written to the cluster.</summary>
/// <param name="sources">Strongest first: what one does not know, the next may.</param>
public sealed class PodRowReader(
    string cluster, IKubernetesClient client, IReadOnlyList<IPodUses> sources, IReadOnlyList<string> namespaces, bool withLogs, Masker masker, TimeProvider clock)
{
    private const int LogsAtOnce = 8;
    private const int MostLogBytes = 4 << 10;
    private readonly PodRows _rows = new(masker);

    /// <summary>A row for each pod, and what could not be had.</summary>
    /// <exception cref="KubernetesException">Not even the pods can be listed.</exception>
    public async Task<(IReadOnlyList<PodRow> Rows, IReadOnlyList<string> Missing)> ReadAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var pods = await ListAsync<Pod>(cancellationToken);
        var view = new ClusterView
        {
            Cluster = cluster,
            Now = clock.GetUtcNow(),
            Pods = new KindView<Pod>(pods),
            Events = await TryListAsync<KubernetesEvent>(missing, cancellationToken),
            Nodes = await TryListAsync<Node>(missing, cancellationToken),
            ReplicaSets = await TryListAsync<ReplicaSet>(missing, cancellationToken),
            Jobs = await TryListAsync<Job>(missing, cancellationToken),
        };
        var uses = await UsesAsync(missing, cancellationToken);
        var logs = withLogs ? await LogsAsync(pods, missing, cancellationToken) : [];
        return (_rows.Of(view, uses, logs), missing);
    }

    private async Task<Dictionary<(string Namespace, string Name), PodUse>> UsesAsync(List<string> missing, CancellationToken cancellationToken)
    {
        var all = new Dictionary<(string Namespace, string Name), PodUse>();
        foreach (var source in sources)
        {
            try
            {
                foreach (var (pod, use) in await source.ReadAsync(namespaces, cancellationToken))
                    all[pod] = all.TryGetValue(pod, out var known) ? known.Or(use) : use;
            }
            catch (Exception e) when (e is KubernetesException or PrometheusException)
            {
                missing.Add($"{source.Name}: {e.Message}");
            }
        }
        return all;
    }

    private async Task<Dictionary<(string Namespace, string Name), string>> LogsAsync(
        IReadOnlyList<Pod> pods, List<string> missing, CancellationToken cancellationToken)
    {
        var (logs, refused) = (new Dictionary<(string Namespace, string Name), string>(), 0);
        var started = pods.Where(p => p.Status.ContainerStatuses.Any(s => s.State.Running is not null || s.State.Terminated is not null));
        var options = new ParallelOptions { MaxDegreeOfParallelism = LogsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(started, options, async (pod, token) =>
        {
            try
            {
                var container = pod.Status.ContainerStatuses.First(s => s.State.Running is not null || s.State.Terminated is not null).Name;
                var text = await client.GetLogAsync(
                    new LogQuery { Namespace = pod.Metadata.Namespace ?? "", Pod = pod.Metadata.Name, Container = container, TailLines = 1, LimitBytes = MostLogBytes }, token);
                if (!string.IsNullOrWhiteSpace(text))
                {
                    lock (logs)
                        logs[(pod.Metadata.Namespace ?? "", pod.Metadata.Name)] = text;
                }
            }
            catch (ForbiddenException)
            {
                Interlocked.Increment(ref refused);
            }
            catch (KubernetesException)
            {
                // it is gone, or its kubelet does not answer: the field stays empty
            }
        });
        if (refused > 0)
            missing.Add($"the logs of {refused} pods are refused: add apiGroups: [\"\"], resources: [pods/log], verbs: [get]");
        return logs;
    }

    private async Task<KindView<T>> TryListAsync<T>(List<string> missing, CancellationToken cancellationToken)
        where T : class, IKindOfObject
    {
        try
        {
            return new KindView<T>(await ListAsync<T>(cancellationToken));
        }
        catch (KubernetesException e)
        {
            missing.Add(e is ForbiddenException ? $"{T.Type} cannot be listed: add {SightReports.RuleFor(T.Type)}" : $"{T.Type}: {e.Message}");
            return new KindView<T>([], e.Message);
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancellationToken)
        where T : class, IKindOfObject
    {
        if (namespaces.Count == 0 || !T.Type.Namespaced)
            return (await client.ListAsync<T>(ListQuery.Everything, cancellationToken)).Items;
        var all = new List<T>();
        foreach (var ns in namespaces)
            all.AddRange((await client.ListAsync<T>(new ListQuery { Namespace = ns }, cancellationToken)).Items);
        return all;
    }
}
