using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Controllers.Quotas;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Controllers.Autoscaling;

/// <summary>How many pods a resource metric asks for, with pods that are starting or not measured counted cautiously.</summary>
/// <remarks>horizontal.ReplicaCalculator of the real controller, with its default flags.</remarks>
public sealed class ReplicaCalculator(IResourceUsage usage, DateTimeOffset now)
{
    private const double Tolerance = 0.1;
    private static readonly TimeSpan CpuInitialization = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan InitialReadinessDelay = TimeSpan.FromSeconds(30);

    /// <param name="metric">One of spec.metrics.</param>
    /// <param name="pods">All of the target's.</param>
    /// <exception cref="MetricException">It could not be had.</exception>
    public Proposal Propose(JsonElement metric, IReadOnlyList<PodView> pods, int current)
    {
        var type = metric.Text("type") ?? "";
        var source = type switch
        {
            "Resource" => metric.At("resource"),
            "ContainerResource" => metric.At("containerResource"),
            "Pods" => throw Unavailable("Pods", $"unable to get metric {metric.At("pods", "metric").Text("name")}", "custom"),
            "Object" => throw Unavailable("Object", $"unable to get metric {metric.At("object", "metric").Text("name")}", "custom"),
            "External" => throw Unavailable("External", $"unable to get external metric {metric.At("external", "metric").Text("name")}", "external"),
            _ => throw new MetricException("InvalidMetricSourceType", $"unknown metric source type \"{type}\"", $"unknown metric source type \"{type}\""),
        };
        var (name, container) = (source.Text("name") ?? "", type == "ContainerResource" ? source.Text("container") : null);
        var target = source.At("target");
        return target.Text("type") == "AverageValue" || target.At("averageValue").Exists()
            ? ByValue(type, name, container, target, pods, current)
            : ByUtilization(type, name, container, target.Whole("averageUtilization") ?? 80, pods, current);
    }

    private Proposal ByUtilization(string type, string name, string? container, int target, IReadOnlyList<PodView> pods, int current)
    {
        var measured = Measure(type, name, container, pods, "utilization");
        var requests = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var pod in measured.All)
            requests[pod.Uid] = RequestOf(pod, type, name, container);
        var total = measured.Ready.Sum(p => requests[p.Uid]);
        var used = measured.Ready.Sum(p => measured.Values[p.Uid]);
        if (total == 0)
            throw Failed(type, name, "utilization", "did not receive metrics for targeted pods (pods might be unready)");
        var utilization = used * 100 / total;
        var replicas = Weigh(measured, current, (double)utilization / target, (uid, full) => full ? requests[uid] * Math.Max(100, target) / 100 : 0,
            values => (double)(values.Sum(v => v.Value) * 100 / values.Sum(v => requests[v.Key])) / target);
        var status = new JsonObject
        {
            ["averageUtilization"] = utilization,
            ["averageValue"] = Format(name, used / measured.Ready.Count),
        };
        var about = $"{name} {(container is null ? "" : "container ")}resource utilization (percentage of request)";
        return new(replicas, about, StatusOf(type, name, container, status));
    }

    private Proposal ByValue(string type, string name, string? container, JsonElement target, IReadOnlyList<PodView> pods, int current)
    {
        var measured = Measure(type, name, container, pods, "usage");
        var wanted = Quantity.TryParse(target.Text("averageValue"), out var quantity) ? (double)quantity.Value * Scale(name) : 1;
        if (measured.Ready.Count == 0)
            throw Failed(type, name, "usage", "did not receive metrics for targeted pods (pods might be unready)");
        var average = measured.Ready.Sum(p => measured.Values[p.Uid]) / measured.Ready.Count;
        var replicas = Weigh(measured, current, average / wanted, (_, full) => full ? (long)wanted : 0,
            values => values.Sum(v => v.Value) / (double)values.Count / wanted);
        return new(replicas, container is null ? $"{name} resource" : $"{name} container resource",
            StatusOf(type, name, container, new JsonObject { ["averageValue"] = Format(name, average) }));
    }

    /// <summary>From the measured ratio to replicas, with what is not measured counted against the change.</summary>
    private static int Weigh(
        Measured measured, int current, double ratio, Func<string, bool, long> assumed, Func<Dictionary<string, long>, double> ratioOf)
    {
        var cautious = measured.Unready.Count > 0 && ratio > 1;
        if (!cautious && measured.Missing.Count == 0)
            return Math.Abs(1 - ratio) <= Tolerance ? current : (int)Math.Ceiling(ratio * measured.Ready.Count);
        var values = measured.Ready.ToDictionary(p => p.Uid, p => measured.Values[p.Uid], StringComparer.Ordinal);
        foreach (var pod in measured.Missing)
            values[pod.Uid] = assumed(pod.Uid, ratio < 1);
        if (cautious)
        {
            foreach (var pod in measured.Unready)
                values[pod.Uid] = 0;
        }
        var weighed = ratioOf(values);
        if (Math.Abs(1 - weighed) <= Tolerance || (ratio < 1 && weighed > 1) || (ratio > 1 && weighed < 1))
            return current;
        var replicas = (int)Math.Ceiling(weighed * values.Count);
        return (weighed < 1 && replicas > current) || (weighed > 1 && replicas < current) ? current : replicas;
    }

    private Measured Measure(string type, string name, string? container, IReadOnlyList<PodView> pods, string what)
    {
        var measured = new Measured([], [], [], new(StringComparer.Ordinal));
        var any = false;
        foreach (var pod in pods)
        {
            if (pod.IsBeingDeleted || pod.IsFailed)
                continue;
            var value = ValueOf(pod, name, container);
            any |= value is not null;
            if (pod.Phase is "Pending" or "")
                measured.Unready.Add(pod);
            else if (value is not { } known)
                measured.Missing.Add(pod);
            else if (name == "cpu" && IsStarting(pod))
                measured.Unready.Add(pod);
            else
            {
                measured.Values[pod.Uid] = known;
                measured.Ready.Add(pod);
            }
        }
        if (!any)
            throw Failed(type, name, what, $"unable to get metrics for resource {name}: no metrics returned from resource metrics API");
        return measured;
    }

    private long? ValueOf(PodView pod, string name, string? container)
    {
        if (usage.OfPod(pod.Uid) is not { } containers)
            return null;
        if (container is not null)
            return containers.TryGetValue(container, out var one) ? Value(one, name) : null;
        return containers.Values.Sum(u => Value(u, name));
    }

    private static long Value(ResourceUse use, string name) => name == "cpu" ? (long)Math.Ceiling(use.Cores * 1000) : (long)use.WorkingSetBytes;

    /// <summary>In its first minutes a pod burns CPU for itself.</summary>
    private bool IsStarting(PodView pod)
    {
        var (ready, start) = (pod.Status.Condition("Ready"), pod.Status.Time("startTime"));
        if (start is not { } started || !ready.Exists())
            return true;
        var since = ready.Time("lastTransitionTime") ?? started;
        return started + CpuInitialization > now
            ? ready.Text("status") == "False" || now < since
            : ready.Text("status") == "False" && started + InitialReadinessDelay > since;
    }

    private static long RequestOf(PodView pod, string type, string name, string? container)
    {
        var sum = 0m;
        foreach (var one in pod.Spec.Items("containers").Concat(pod.Spec.Items("initContainers").Where(c => c.Text("restartPolicy") == "Always")))
        {
            if (container is not null && one.Text("name") != container)
                continue;
            if (!Quantity.TryParse(one.At("resources", "requests").Text(name), out var request))
                throw Failed(type, name, "utilization", $"missing request for {name} in container {one.Text("name")} of Pod {pod.Name}");
            sum += request.Value * Scale(name);
        }
        return (long)Math.Ceiling(sum);
    }

    private static int Scale(string name) => name == "cpu" ? 1000 : 1;

    private static string Format(string name, long value) =>
        name == "cpu" ? string.Create(CultureInfo.InvariantCulture, $"{value}m") : QuantityText.OfBytes(value);

    private static JsonObject StatusOf(string type, string name, string? container, JsonObject current)
    {
        var source = new JsonObject { ["name"] = name, ["current"] = current };
        if (container is not null)
            source["container"] = container;
        return new JsonObject { ["type"] = type, [type == "Resource" ? "resource" : "containerResource"] = source };
    }

    private static MetricException Failed(string type, string name, string what, string why)
    {
        var kind = type == "Resource" ? "" : "container ";
        return new(
            type == "Resource" ? "FailedGetResourceMetric" : "FailedGetContainerResourceMetric", $"failed to get {name} {what}: {why}",
            $"failed to get {name} {kind}resource metric value: failed to get {name} {what}: {why}");
    }

    private static MetricException Unavailable(string type, string what, string api)
    {
        var message = $"{what}: unable to fetch metrics from {api} metrics API: the server could not find the requested resource";
        return new($"FailedGet{type}Metric", message, $"failed to get {type.ToLowerInvariant()} metric value: {message}");
    }

    private sealed record Measured(List<PodView> Ready, List<PodView> Unready, List<PodView> Missing, Dictionary<string, long> Values)
    {
        public IEnumerable<PodView> All => Ready.Concat(Unready).Concat(Missing);
    }
}
