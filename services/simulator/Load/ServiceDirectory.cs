using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Load;

/// <summary>Which pods answer for a service, as kube-proxy learns it from the EndpointSlices.</summary>
internal sealed class ServiceDirectory
{
    private readonly Dictionary<ServiceKey, Dictionary<string, IReadOnlyList<Endpoint>>> _slices = [];
    private readonly Dictionary<ServiceKey, StoredObject> _services = [];

    /// <summary>A ready endpoint.</summary>
    internal readonly record struct Endpoint(string Node, string PodUid);

    public IReadOnlyCollection<ServiceKey> Services => _services.Keys;

    public void Start(ICluster cluster)
    {
        cluster.Watch(Kinds.Service, e =>
        {
            var key = new ServiceKey(e.Current.Key.Namespace, e.Current.Key.Name);
            if (e.Type == ChangeType.Deleted)
                _services.Remove(key);
            else
                _services[key] = e.Current;
        });
        cluster.Watch(Kinds.EndpointSlice, e =>
        {
            if (!e.Current.Labels.TryGetValue("kubernetes.io/service-name", out var name))
                return;
            var key = new ServiceKey(e.Current.Key.Namespace, name);
            if (!_slices.TryGetValue(key, out var slices))
                _slices[key] = slices = new(StringComparer.Ordinal);
            if (e.Type == ChangeType.Deleted)
                slices.Remove(e.Current.Key.Name);
            else
                slices[e.Current.Key.Name] = [.. Ready(e.Current)];
        });
    }

    /// <summary>Whether there is such a service, and a name for it in DNS.</summary>
    public bool Exists(ServiceKey service) => _services.ContainsKey(service);

    public IEnumerable<Endpoint> ReadyEndpoints(ServiceKey service) =>
        _services.ContainsKey(service) && _slices.TryGetValue(service, out var slices) ? slices.Values.SelectMany(e => e) : [];

    /// <summary>The number of the port that the service sends to in its pods; 0 when it is named or unknown.</summary>
    public int TargetPort(ServiceKey service) =>
        _services.TryGetValue(service, out var found) && found.Root.Items("spec", "ports").FirstOrDefault() is { ValueKind: System.Text.Json.JsonValueKind.Object } port
            ? port.Integer("targetPort") ?? (port.Has("targetPort") ? 0 : port.Integer("port") ?? 0) : 0;

    private static IEnumerable<Endpoint> Ready(StoredObject slice) => slice.Root.Items("endpoints")
        .Where(e => e.At("conditions", "ready").ValueKind != System.Text.Json.JsonValueKind.False && e.Has("targetRef", "uid"))
        .Select(e => new Endpoint(e.Text("nodeName") ?? "", e.Text("targetRef", "uid")!));
}
