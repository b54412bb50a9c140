using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Accounts;

/// <summary>Gives each namespace what pods take for granted: the default service account and the certificate of the API server's CA.</summary>
/// <param name="rootCertificate">PEM.</param>
public sealed class AccountController(ControllerContext context, string rootCertificate) : Controller(context, "service-account-controller")
{
    private const string CertificateName = "kube-root-ca.crt";
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or "
        + "kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    private readonly WriteOptions _publisher = new("system:serviceaccount:kube-system:root-ca-cert-publisher", "kube-controller-manager");

    public override void Start()
    {
        Informers.Namespaces.OnChange((_, after) =>
        {
            if (after is { IsBeingDeleted: false })
                Queue.Add(after.Key);
        });
        Cluster.Watch(Kinds.ServiceAccount, e =>
        {
            if (e.Type == ChangeType.Deleted && e.Current.Key.Name == "default")
                Queue.Add(new ObjectKey("", e.Current.Key.Namespace));
        });
        Cluster.Watch(Kinds.ConfigMap, e =>
        {
            if (e.Current.Key.Name == CertificateName && e.Type != ChangeType.Added)
                Queue.Add(new ObjectKey("", e.Current.Key.Namespace));
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Namespaces.Find(key) is not { IsBeingDeleted: false } ns)
            return;
        if (Cluster.Find(Kinds.ServiceAccount, ns.Name, "default") is null)
            Create(Kinds.ServiceAccount, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = ns.Name } }, Own);
        if (Cluster.Find(Kinds.ConfigMap, ns.Name, CertificateName) is not { } map)
        {
            Create(Kinds.ConfigMap, new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["name"] = CertificateName,
                    ["namespace"] = ns.Name,
                    ["annotations"] = new JsonObject { ["kubernetes.io/description"] = Description },
                },
                ["data"] = new JsonObject { ["ca.crt"] = rootCertificate },
            }, _publisher);
        }
        else if (rootCertificate.Length > 0 && map.Root.At("data").Text("ca.crt") != rootCertificate)
        {
            Cluster.Modify(Kinds.ConfigMap, ns.Name, CertificateName, json => json["data"] = new JsonObject { ["ca.crt"] = rootCertificate }, _publisher);
        }
    }

    private void Create(ResourceKind kind, JsonObject json, WriteOptions writer)
    {
        (json["apiVersion"], json["kind"]) = (kind.ApiVersion, kind.Kind);
        try
        {
            Cluster.Create(kind, json, writer);
        }
        catch (StatusException e) when (e.Code is 403 or 404 or 409)
        {
            // the namespace goes away, or somebody was first
        }
    }
}
