using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>The cgroup of a whole pod. Its counters go on when a container of it begins again.</summary>
internal sealed class PodCgroup
{
    private readonly LabelSet[] _counters;
    private readonly LabelSet[] _gauges;
    private readonly Dictionary<string, ContainerMeasurement> _newest = new(StringComparer.Ordinal);
    private readonly List<ContainerMeasurement> _running = [];
    private readonly double[] _ended; // what earlier runs of the containers counted

    /// <param name="container">Any container of the pod.</param>
    /// <param name="target">Its node's kubelet.</param>
    public PodCgroup(ContainerMeasurement container, Target target)
    {
        var parent = container.Id.LastIndexOf('/') is > 0 and var slash ? container.Id[..slash] : container.Id;
        (string, string)[] identity = [("id", parent), ("namespace", container.Namespace), ("pod", container.Pod)];
        _counters = [.. CadvisorFamilies.Counters.Select(m => target.Series(m.Family, [.. identity, .. m.Labels]))];
        _gauges = [.. CadvisorFamilies.Gauges.Select(m => target.Series(m.Family, [.. identity, .. m.Labels]))];
        _ended = new double[_counters.Length];
    }

    /// <summary>Takes a container's measurement.</summary>
    /// <returns>Whether it is the pod's first one of this scrape.</returns>
    public bool Add(ContainerMeasurement container)
    {
        if (_newest.TryGetValue(container.Container, out var before) && before.Id != container.Id)
        {
            for (var i = 0; i < _ended.Length; i++)
                _ended[i] += CadvisorFamilies.Counters[i].Value(before);
        }
        _newest[container.Container] = container;
        _running.Add(container);
        return _running.Count == 1;
    }

    public void Write(ScrapePage page)
    {
        for (var i = 0; i < _counters.Length; i++)
            page.Add(CadvisorFamilies.Counters[i].Family, _counters[i], Rounding.Micro(_ended[i] + _newest.Values.Sum(CadvisorFamilies.Counters[i].Value)));
        for (var i = 0; i < _gauges.Length; i++)
            page.Add(CadvisorFamilies.Gauges[i].Family, _gauges[i], Rounding.Micro(_running.Sum(CadvisorFamilies.Gauges[i].Value)));
        _running.Clear();
    }
}
