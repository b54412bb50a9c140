using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Quotas;

/// <summary>Says in a ResourceQuota's status what its namespace uses.</summary>
public sealed class QuotaController(ControllerContext context) : Controller(context, "resourcequota-controller")
{
    private static readonly TimeSpan FullCount = TimeSpan.FromMinutes(5);

    public override void Start()
    {
        Informers.Quotas.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Pods.OnChange((before, after) =>
        {
            if (before is null || after is null || before.IsFinished != after.IsFinished)
                AddQuotasOf((after ?? before)!.Namespace);
        });
        foreach (var kind in (ResourceKind[])[Kinds.Service, Kinds.PersistentVolumeClaim, Kinds.ConfigMap, Kinds.Secret])
        {
            Cluster.Watch(kind, e =>
            {
                if (e.Type != ChangeType.Modified)
                    AddQuotasOf(e.Current.Key.Namespace);
            });
        }
        Context.Loop.Every(FullCount, () =>
        {
            foreach (var quota in Informers.Quotas.All)
                Queue.Add(quota.Key);
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Quotas.Find(key) is not { } quota || quota.IsBeingDeleted)
            return;
        var (usage, hard, used) = (new QuotaUsage(Context, quota.Namespace), new JsonObject(), new JsonObject());
        foreach (var limit in quota.Spec.Members("hard").OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            hard[limit.Name] = JsonNode.Parse(limit.Value.GetRawText());
            used[limit.Name] = usage.Of(limit.Name, quota.Spec);
        }
        WriteStatus(quota, new JsonObject { ["hard"] = hard, ["used"] = used });
    }

    private void AddQuotasOf(string ns)
    {
        foreach (var quota in Informers.Quotas.InNamespace(ns))
            Queue.AddAfter(quota.Key, Settled);
    }
}
