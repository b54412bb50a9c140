using System.Text.Json;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>What a pod asks of a node, or all pods of a node together.</summary>
/// <param name="MilliCpu">Thousandths of a core.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="EphemeralStorage">Bytes.</param>
/// <param name="Extended">Other resources by name: "nvidia.com/gpu"; null for none.</param>
public sealed record PodRequests(long MilliCpu, long Memory, long EphemeralStorage, IReadOnlyDictionary<string, long>? Extended)
{
    public static readonly PodRequests None = new(0, 0, 0, null);

    /// <summary>
    /// Of a pod's spec: the sum of its containers and sidecars, or the most that its init containers need at once when that is more, and the overhead.
    /// </summary>
    public static PodRequests Of(JsonElement spec)
    {
        var containers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var container in spec.Items("containers"))
            Add(containers, container.At("resources", "requests"));
        var (sidecars, initial) = (new Dictionary<string, decimal>(StringComparer.Ordinal), new Dictionary<string, decimal>(StringComparer.Ordinal));
        foreach (var container in spec.Items("initContainers"))
        {
            if (container.Text("restartPolicy") == "Always")
            {
                Add(containers, container.At("resources", "requests"));
                Add(sidecars, container.At("resources", "requests"));
                AtLeast(initial, sidecars);
                continue;
            }
            var needed = new Dictionary<string, decimal>(sidecars, StringComparer.Ordinal);
            Add(needed, container.At("resources", "requests"));
            AtLeast(initial, needed);
        }
        AtLeast(containers, initial);
        Add(containers, spec.At("overhead"));
        return Of(containers);
    }

    /// <summary>Of quantities by name, such as a node's allocatable resources.</summary>
    public static PodRequests OfResources(JsonElement resources)
    {
        var all = new Dictionary<string, decimal>(StringComparer.Ordinal);
        Add(all, resources);
        all.Remove("pods");
        return Of(all);
    }

    public static PodRequests operator +(PodRequests left, PodRequests right) => Combine(left, right, 1);

    public static PodRequests operator -(PodRequests left, PodRequests right) => Combine(left, right, -1);

    private static PodRequests Combine(PodRequests left, PodRequests right, int sign)
    {
        var extended = left.Extended;
        if (right.Extended is not null)
        {
            var sum = new Dictionary<string, long>(left.Extended ?? new Dictionary<string, long>(), StringComparer.Ordinal);
            foreach (var (name, amount) in right.Extended)
                sum[name] = sum.GetValueOrDefault(name) + (sign * amount);
            extended = sum;
        }
        return new(
            left.MilliCpu + (sign * right.MilliCpu), left.Memory + (sign * right.Memory), left.EphemeralStorage + (sign * right.EphemeralStorage), extended);
    }

    private static PodRequests Of(Dictionary<string, decimal> resources)
    {
        Dictionary<string, long>? extended = null;
        foreach (var (name, amount) in resources)
        {
            if (name is not ("cpu" or "memory" or "ephemeral-storage"))
                (extended ??= new(StringComparer.Ordinal))[name] = Whole(amount);
        }
        return new(
            Whole(resources.GetValueOrDefault("cpu") * 1000), Whole(resources.GetValueOrDefault("memory")),
            Whole(resources.GetValueOrDefault("ephemeral-storage")), extended);
    }

    private static long Whole(decimal amount) => (long)Math.Ceiling(Math.Clamp(amount, 0, long.MaxValue / 4));

    private static void Add(Dictionary<string, decimal> sum, JsonElement resources)
    {
        if (resources.ValueKind != JsonValueKind.Object)
            return;
        foreach (var resource in resources.EnumerateObject())
        {
            if (QuantityOf(resource.Value) is { } quantity)
                sum[resource.Name] = sum.GetValueOrDefault(resource.Name) + quantity.Value;
        }
    }

    private static void AtLeast(Dictionary<string, decimal> sum, Dictionary<string, decimal> least)
    {
        foreach (var (name, amount) in least)
            sum[name] = Math.Max(sum.GetValueOrDefault(name), amount);
    }

    private static Quantity? QuantityOf(JsonElement value) =>
        Quantity.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), out var quantity) ? quantity : null;
}
