using System.Text;
using System.Text.Json;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>The settings that a container starts with: its environment, and the keys of what is mounted into it.</summary>
/// <param name="Values">By name.</param>
/// <param name="Credentials">The secret values among them, by "secret/key".</param>
/// <param name="Error">Why it cannot start, as the kubelet words it; null when it can.</param>
internal sealed record ContainerSettings(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Credentials, string? Error)
{
    /// <summary>Reads them from the cluster as it is now.</summary>
    public static ContainerSettings Read(ICluster cluster, StoredObject pod, PodSpec spec, ContainerSpec container, string podIp, string hostIp)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var credentials = new Dictionary<string, string>(StringComparer.Ordinal);
        var ns = pod.Key.Namespace;
        ContainerSettings Refused(string error) => new(values, credentials, error);

        foreach (var from in container.EnvironmentFrom.Items())
        {
            var isSecret = from.Has("secretRef");
            var reference = from.At(isSecret ? "secretRef" : "configMapRef");
            var name = reference.Text("name") ?? "";
            if (cluster.Find(isSecret ? Kinds.Secret : Kinds.ConfigMap, ns, name) is not { } source)
            {
                if (reference.IsTrue("optional"))
                    continue;
                return Refused($"{(isSecret ? "secret" : "configmap")} \"{name}\" not found");
            }
            foreach (var (key, value) in DataOf(source))
            {
                values[from.Text("prefix") + key] = value;
                if (isSecret)
                    credentials[$"{name}/{key}"] = value;
            }
        }
        foreach (var variable in container.Environment.Items())
        {
            var (name, from) = (variable.Text("name") ?? "", variable.At("valueFrom"));
            if (from.ValueKind != JsonValueKind.Object)
            {
                values[name] = Expand(variable.Text("value") ?? "", values);
                continue;
            }
            if (from.Text("fieldRef", "fieldPath") is { } path)
            {
                values[name] = FieldOf(pod, path, podIp, hostIp, spec);
                continue;
            }
            if (from.Has("resourceFieldRef"))
                continue; // limits are no settings
            var isSecret = from.Has("secretKeyRef");
            var reference = from.At(isSecret ? "secretKeyRef" : "configMapKeyRef");
            var (sourceName, key) = (reference.Text("name") ?? "", reference.Text("key") ?? "");
            var optional = reference.IsTrue("optional");
            if (cluster.Find(isSecret ? Kinds.Secret : Kinds.ConfigMap, ns, sourceName) is not { } source)
            {
                if (optional)
                    continue;
                return Refused($"{(isSecret ? "secret" : "configmap")} \"{sourceName}\" not found");
            }
            if (ValueOf(source, key) is not { } value)
            {
                if (optional)
                    continue;
                return Refused($"couldn't find key {key} in {(isSecret ? "Secret" : "ConfigMap")} {ns}/{sourceName}");
            }
            values[name] = value;
            if (isSecret)
                credentials[$"{sourceName}/{key}"] = value;
        }
        foreach (var volume in spec.Volumes.Where(v => v.Kind == "configMap" && container.Mounts.Contains(v.Name)))
        {
            if (cluster.Find(Kinds.ConfigMap, ns, volume.Source) is not { } source)
                continue;
            foreach (var (key, value) in DataOf(source).Where(d => d.Key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')))
                values.TryAdd(key, value);
        }
        return new ContainerSettings(values, credentials, null);
    }

    /// <summary>One value of a config map or a secret, decoded; null when there is no such key.</summary>
    public static string? ValueOf(StoredObject source, string key) =>
        source.Root.Text("data", key) is { } value ? Decode(source, value) : source.Root.Text("stringData", key);

    private static IEnumerable<KeyValuePair<string, string>> DataOf(StoredObject source) =>
        source.Root.Members("data").Select(d => KeyValuePair.Create(d.Name, Decode(source, d.Value.GetString() ?? "")));

    private static string Decode(StoredObject source, string value)
    {
        if (source.Kind != Kinds.Secret)
            return value;
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes.AsSpan(0, length)) : value;
    }

    private static string Expand(string value, Dictionary<string, string> values)
    {
        if (!value.Contains("$(", StringComparison.Ordinal))
            return value;
        foreach (var (name, known) in values)
            value = value.Replace($"$({name})", known, StringComparison.Ordinal);
        return value;
    }

    private static string FieldOf(StoredObject pod, string path, string podIp, string hostIp, PodSpec spec) => path switch
    {
        "metadata.name" => pod.Key.Name,
        "metadata.namespace" => pod.Key.Namespace,
        "metadata.uid" => pod.Uid,
        "spec.nodeName" => pod.Root.Text("spec", "nodeName") ?? "",
        "spec.serviceAccountName" => spec.ServiceAccount,
        "status.podIP" => podIp,
        "status.hostIP" => hostIp,
        _ => "",
    };
}
