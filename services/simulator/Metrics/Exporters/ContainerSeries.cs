using System.Text.Json;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>The series of one run of a container.</summary>
internal sealed class ContainerSeries
{
    private const double PeriodMicroseconds = 100_000;
    private readonly List<(MetricFamily Family, LabelSet Labels, Func<ContainerMeasurement, double> Value)> _measured = [];
    private readonly List<(MetricFamily Family, LabelSet Labels, double Value)> _fixed = [];
    private readonly LabelSet _lastSeen;

    /// <param name="container">Any measurement of it.</param>
    /// <param name="spec">The container in its pod's spec; undefined when the pod is gone.</param>
    /// <param name="target">Its node's kubelet.</param>
    public ContainerSeries(ContainerMeasurement container, JsonElement spec, Target target)
    {
        (string, string)[] identity =
        [
            ("id", container.Id), ("name", RunId(container.Id)), ("image", container.Image), ("namespace", container.Namespace),
            ("pod", container.Pod), ("container", container.Container),
        ];
        var limit = spec.Quantity("resources", "limits", "cpu");
        foreach (var measure in (IEnumerable<Measure<ContainerMeasurement>>)
            [.. CadvisorFamilies.Counters, .. CadvisorFamilies.Gauges, .. limit > 0 ? CadvisorFamilies.Throttling : []])
            _measured.Add((measure.Family, target.Series(measure.Family, [.. identity, .. measure.Labels]), measure.Value));
        Fix(CadvisorFamilies.StartTime, Rounding.Unix(container.StartedAt));
        Fix(CadvisorFamilies.CpuPeriod, PeriodMicroseconds);
        Fix(CadvisorFamilies.CpuShares, Math.Max(2, Math.Floor((spec.Quantity("resources", "requests", "cpu") ?? 0) * 1024)));
        Fix(CadvisorFamilies.MemoryLimit, spec.Quantity("resources", "limits", "memory") ?? 0);
        if (limit > 0)
            Fix(CadvisorFamilies.CpuQuota, Math.Round(limit.Value * PeriodMicroseconds));
        _lastSeen = target.Series(CadvisorFamilies.LastSeen, identity);

        void Fix(MetricFamily family, double value) => _fixed.Add((family, target.Series(family, identity), value));
    }

    public void Write(ScrapePage page, ContainerMeasurement container, DateTimeOffset now)
    {
        foreach (var (family, labels, value) in _measured)
            page.Add(family, labels, Rounding.Micro(value(container)));
        foreach (var (family, labels, value) in _fixed)
            page.Add(family, labels, value);
        page.Add(CadvisorFamilies.LastSeen, _lastSeen, Math.Floor(Rounding.Unix(now)));
    }

    /// <summary>"…/cri-containerd-0123abcd.scope" is the run 0123abcd.</summary>
    private static string RunId(string cgroup)
    {
        var name = cgroup[(cgroup.LastIndexOf('/') + 1)..];
        name = name.EndsWith(".scope", StringComparison.Ordinal) ? name[..^".scope".Length] : name;
        return name[(name.LastIndexOf('-') + 1)..];
    }
}
