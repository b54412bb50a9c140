using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Admission;

/// <summary>Every pod runs as a service account that exists, with a volume that holds its token.</summary>
/// <param name="random">Makes the end of the volume's name.</param>
public sealed class ServiceAccountAdmission(Random random) : IAdmission
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <inheritdoc/>
    public void Admit(AdmissionRequest request)
    {
        if (!request.IsCreate || request.Definition.Stored != Kinds.Pod
            || request.Json["metadata"]?["annotations"]?["kubernetes.io/config.mirror"] is not null)
        {
            return;
        }
        var spec = request.Json["spec"]!.AsObject();
        if (spec.Text("serviceAccountName") is null or "")
            spec["serviceAccountName"] = "default";
        var name = spec.Text("serviceAccountName")!;
        spec["serviceAccount"] = name;
        if (request.Store.Find(Kinds.ServiceAccount, request.Namespace, name) is not { } account)
            throw request.Forbidden($"error looking up service account {request.Namespace}/{name}: serviceaccount \"{name}\" not found");
        if (Mounts(spec, account))
            MountToken(spec);
        if (spec["imagePullSecrets"] is not JsonArray { Count: > 0 } && account.ToJson()["imagePullSecrets"] is JsonArray { Count: > 0 } secrets)
            spec["imagePullSecrets"] = secrets.DeepClone();
    }

    private static bool Mounts(JsonObject spec, StoredObject account) =>
        (bool?)spec["automountServiceAccountToken"]
        ?? (!account.Root.TryGetProperty("automountServiceAccountToken", out var mounts) || mounts.ValueKind != JsonValueKind.False);

    private void MountToken(JsonObject spec)
    {
        var containers = spec.Objects("initContainers").Concat(spec.Objects("containers"))
            .Where(c => c.Objects("volumeMounts").All(m => m.Text("mountPath") != MountPath)).ToList();
        if (containers.Count == 0)
            return;
        var volume = $"kube-api-access-{NameGenerator.Suffix(random)}";
        foreach (var container in containers)
        {
            if (container["volumeMounts"] is not JsonArray mounts)
                container["volumeMounts"] = mounts = [];
            mounts.Add(new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = MountPath });
        }
        if (spec["volumes"] is not JsonArray volumes)
            spec["volumes"] = volumes = [];
        volumes.Add(new JsonObject { ["name"] = volume, ["projected"] = Projection() });
    }

    private static JsonObject Projection() => new()
    {
        ["sources"] = new JsonArray(
            new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = 3607, ["path"] = "token" } },
            new JsonObject
            {
                ["configMap"] = new JsonObject
                {
                    ["name"] = "kube-root-ca.crt",
                    ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }),
                },
            },
            new JsonObject
            {
                ["downwardAPI"] = new JsonObject
                {
                    ["items"] = new JsonArray(new JsonObject
                    {
                        ["path"] = "namespace",
                        ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" },
                    }),
                },
            }),
        ["defaultMode"] = 420,
    };
}
