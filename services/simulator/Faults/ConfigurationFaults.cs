using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Faults;

/// <summary>Config maps, secrets and certificates that are wrong, gone or old.</summary>
internal static class ConfigurationFaults
{
    public static IEnumerable<FaultKind> All =>
    [
        new("crash-bad-config", "A value in the workload's config map is changed to one that the program refuses, and its pods are restarted.",
            "Correct the config map; rolling the workload back does not help, for every revision reads the same map.", FaultTarget.Workload,
            [new("key", "Key to spoil; empty for the first one that the program checks", ""), new("value", "The bad value; empty for one that fits the key", "")])
        {
            Begin = BadValue,
        },
        new("config-map-missing", "The workload's config map is deleted, and its pods are restarted.",
            "Create the config map again; restarts do not help.", FaultTarget.Workload, [])
        {
            Begin = e => Remove(e, Kinds.ConfigMap, ["configMapRef", "configMapKeyRef"], "configMap"),
        },
        new("secret-missing", "A secret that the workload uses is deleted, and its pods are restarted.",
            "Create the secret again; restarts do not help.", FaultTarget.Workload, [])
        {
            Begin = e => Remove(e, Kinds.Secret, ["secretRef", "secretKeyRef"], "secret"),
        },
        new("pull-secret-missing", "The registry wants credentials, the secret with them is gone, and the pods move to nodes without the image.",
            "Create the pull secret again; rolling back does not help, the version before needs it as well.", FaultTarget.Workload,
            [new("secret", "Name of the secret when the workload has none", "registry-credentials")])
        {
            Begin = PullSecret,
        },
        new("secret-rotated", "A credential is rotated in its secret while pods run with the old one: whatever they log on to refuses them.",
            "Restart the workload; restarting the database, or rolling back by image, does not help.", FaultTarget.Workload, [])
        {
            Begin = Rotate,
        },
        new("certificate-expired", "The certificate in the workload's TLS secret is past its time.",
            "Renew the certificate in the secret; restarts do not help.", FaultTarget.Workload,
            [new("days", "Days since it expired", "2", 0.01, 3650)])
        {
            Begin = Expire,
        },
    ];

    private static void BadValue(FaultEffect e)
    {
        var wanted = e.Text("key");
        foreach (var map in Sources(e, ["configMapRef", "configMapKeyRef"], "configMap").Select(n => e.Cluster.Find(Kinds.ConfigMap, e.Subject.Namespace, n)).OfType<StoredObject>())
        {
            var key = map.Root.Members("data").Select(d => d.Name).FirstOrDefault(n => wanted.Length == 0 ? SettingRules.BadValueFor(n) is not null : n == wanted);
            if (key is null)
                continue;
            var value = e.Text("value") is { Length: > 0 } said ? said : SettingRules.BadValueFor(key) ?? "";
            e.Change(Kinds.ConfigMap, map.Key.Namespace, map.Key.Name, json => json["data"]![key] = value);
            e.RestartWorkload();
            return;
        }
        throw new FaultException("target", e.Subject.Name, "it reads no config map with a key that its program checks",
            "Choose a workload with such a map (keys as LOG_LEVEL, …_URL, …_TIMEOUT, …_POOL_SIZE), or crash-missing-env");
    }

    private static void Remove(FaultEffect e, ResourceKind kind, string[] references, string volume)
    {
        var found = Sources(e, references, volume).Select(n => e.Cluster.Find(kind, e.Subject.Namespace, n)).FirstOrDefault(o => o is not null)
            ?? throw new FaultException("target", e.Subject.Name, $"its first container uses no {kind.Kind} that exists", $"Choose a workload that uses a {kind.Kind}");
        e.Delete(found);
        e.RestartWorkload();
    }

    private static void PullSecret(FaultEffect e)
    {
        var image = ImageReference.Parse(e.Container.Text("image") ?? "")
            ?? throw new FaultException("target", e.Container.Text("image"), "its image is malformed", "Repair the image first");
        if (!e.World.Images.IsPrivate(image.Name))
        {
            e.World.Images.SetPrivate(image.Name, true);
            e.OnClear(() => e.World.Images.SetPrivate(image.Name, false));
        }
        var secrets = e.Subject.Object.Root.Items("spec", "template", "spec", "imagePullSecrets").Select(s => s.Text("name") ?? "").ToList();
        foreach (var secret in secrets.Select(s => e.Cluster.Find(Kinds.Secret, e.Subject.Namespace, s)).OfType<StoredObject>())
            e.Delete(secret);
        if (secrets.Count == 0)
            e.ChangeTemplate(t => t["spec"]!.AsObject().List("imagePullSecrets").Add(new JsonObject { ["name"] = e.Text("secret") }));
        foreach (var kubelet in e.World.Fleet.Kubelets)
            kubelet.RemoveImages(i => i.StartsWith(image.Name + ":", StringComparison.Ordinal) || i.StartsWith(image.Name + "@", StringComparison.Ordinal));
        e.RestartWorkload();
    }

    private static void Rotate(FaultEffect e)
    {
        var secret = Sources(e, ["secretRef", "secretKeyRef"], "").Select(n => e.Cluster.Find(Kinds.Secret, e.Subject.Namespace, n))
            .FirstOrDefault(s => s is not null && s.Root.Members("data").Any())
            ?? throw new FaultException("target", e.Subject.Name, "its first container takes no environment from a secret", "Choose a workload that does");
        var key = Sources(e, ["secretKeyRef"], "", "key").FirstOrDefault(k => secret.Root.Has("data", k)) ?? secret.Root.Members("data").First().Name;
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes($"rotated-{e.World.Context.Random.Next(100_000, 1_000_000)}"));
        e.Change(Kinds.Secret, secret.Key.Namespace, secret.Key.Name, json => json["data"]![key] = value);
    }

    private static void Expire(FaultEffect e)
    {
        var names = e.Subject.Object.Root.Items("spec", "template", "spec", "volumes").Select(v => v.Text("secret", "secretName")).OfType<string>();
        var (certificate, key) = Certificate(e.Subject.Name, e.Now.AddDays(-e.Number("days") - 90), e.Now.AddDays(-e.Number("days")));
        var data = new JsonObject { ["tls.crt"] = certificate, ["tls.key"] = key };
        if (names.Select(n => e.Cluster.Find(Kinds.Secret, e.Subject.Namespace, n)).FirstOrDefault(s => s?.Root.Text("type") == "kubernetes.io/tls") is { } secret)
        {
            e.Change(Kinds.Secret, secret.Key.Namespace, secret.Key.Name, json => json["data"] = data.DeepClone());
            return;
        }
        var name = $"{e.Subject.Name}-tls";
        e.Create(Kinds.Secret, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = e.Subject.Namespace },
            ["type"] = "kubernetes.io/tls",
            ["data"] = data,
        });
        e.ChangeTemplate(template =>
        {
            template["spec"]!.AsObject().List("volumes").Add(new JsonObject { ["name"] = "tls", ["secret"] = new JsonObject { ["secretName"] = name } });
            FaultEffect.ContainerOf(template).List("volumeMounts").Add(new JsonObject { ["name"] = "tls", ["mountPath"] = "/etc/tls", ["readOnly"] = true });
        });
    }

    /// <summary>A self-signed certificate with its key, both as a secret's data holds them.</summary>
    internal static (string Certificate, string Key) Certificate(string host, DateTimeOffset begins, DateTimeOffset ends)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256).CreateSelfSigned(begins, ends);
        return (Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())),
            Convert.ToBase64String(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())));
    }

    /// <summary>The names (or keys) that the first container's environment, or the pod's volumes, refer to.</summary>
    private static IEnumerable<string> Sources(FaultEffect e, string[] references, string volume, string member = "name")
    {
        foreach (var reference in references)
        {
            foreach (var from in e.Container.Items("envFrom").Select(f => f.At(reference)).Concat(e.Container.Items("env").Select(v => v.At("valueFrom", reference))))
            {
                if (from.Text(member) is { } name)
                    yield return name;
            }
        }
        if (volume.Length == 0)
            yield break;
        foreach (var from in e.Subject.Object.Root.Items("spec", "template", "spec", "volumes").Select(v => v.At(volume)))
        {
            if ((from.Text("name") ?? from.Text("secretName")) is { } name)
                yield return name;
        }
    }
}
