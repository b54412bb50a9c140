using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Endpoints;

/// <summary>Lists the addresses of a service's pods in one Endpoints object.</summary>
public sealed class EndpointsController(ControllerContext context) : ServiceController(context, "endpoint-controller")
{
    private const int Most = 1000;
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Services.Find(key) is not { } service)
        {
            DeleteOf(key);
            return;
        }
        if (!service.HasSelector)
            return;
        var pods = Informers.Pods.ByLabel.Select(service.Namespace, service.Selector).Where(p => Belongs(service, p))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var subsets = SubsetsOf(service, pods.Count > Most ? [.. pods.OrderByDescending(p => p.IsReady).Take(Most)] : pods);
        var existing = Cluster.Find(Kinds.Endpoints, service.Namespace, service.Name);
        if (existing is null)
            Create(service, pods, subsets);
        else
            Change(service, pods, subsets);
    }

    private static bool Belongs(ServiceView service, PodView pod) =>
        pod.Status.Text("podIP") is { Length: > 0 } && !pod.IsFinished && (!pod.IsBeingDeleted || service.PublishesNotReady);

    private static JsonArray SubsetsOf(ServiceView service, List<PodView> pods)
    {
        var groups = pods.Select(p => (Pod: p, Ports: EndpointPort.Of(service, p))).Where(p => p.Ports.Count > 0 || !service.Spec.Items("ports").Any())
            .GroupBy(p => string.Join(",", p.Ports)).OrderBy(g => g.Key, StringComparer.Ordinal);
        var subsets = new JsonArray();
        foreach (var group in groups)
        {
            var subset = new JsonObject();
            foreach (var (name, ready) in ((string, bool)[])[("addresses", true), ("notReadyAddresses", false)])
            {
                var addresses = group.Where(p => (p.Pod.IsReady || service.PublishesNotReady) == ready).Select(p => AddressOf(service, p.Pod)).ToArray();
                if (addresses.Length > 0)
                    subset[name] = new JsonArray(addresses);
            }
            if (group.First().Ports is { Count: > 0 } ports)
                subset["ports"] = new JsonArray([.. ports.Select(p => p.ToJson(nameAlways: false))]);
            subsets.Add(subset);
        }
        return subsets;
    }

    private static JsonObject AddressOf(ServiceView service, PodView pod)
    {
        var json = new JsonObject { ["ip"] = pod.Status.Text("podIP") };
        if (pod.Spec.Text("hostname") is { Length: > 0 } host && pod.Spec.Text("subdomain") == service.Name)
            json["hostname"] = host;
        json["nodeName"] = pod.NodeName;
        json["targetRef"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = pod.Namespace, ["name"] = pod.Name, ["uid"] = pod.Uid };
        return json;
    }

    private void Create(ServiceView service, List<PodView> pods, JsonArray subsets)
    {
        var json = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Endpoints",
            ["metadata"] = new JsonObject { ["name"] = service.Name, ["namespace"] = service.Namespace },
        };
        Fill(json, service, pods, subsets);
        try
        {
            Cluster.Create(Kinds.Endpoints, json, Own);
        }
        catch (StatusException e) when (PodControl.IsNamespaceTerminating(e))
        {
            // the service goes away, too
        }
        catch (StatusException e) when (e.Reason != "AlreadyExists")
        {
            Warn(service, "FailedToCreateEndpoint", $"Failed to create endpoint for service {service.Key}: {e.Message}");
            throw;
        }
    }

    private void Change(ServiceView service, List<PodView> pods, JsonArray subsets) =>
        Cluster.Modify(Kinds.Endpoints, service.Namespace, service.Name, json =>
        {
            var before = json["subsets"] as JsonArray ?? [];
            if (!JsonNode.DeepEquals(before, subsets) || !JsonNode.DeepEquals(json["metadata"]!["labels"], LabelsOf(service)))
                Fill(json, service, pods, subsets.DeepClone().AsArray());
        }, Own);

    private void Fill(JsonObject json, ServiceView service, List<PodView> pods, JsonArray subsets)
    {
        var metadata = json["metadata"]!.AsObject();
        metadata.Remove("labels");
        if (LabelsOf(service) is { } labels)
            metadata["labels"] = labels;
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[TriggerTime] = TriggerOf(service, pods);
        annotations.Remove(OverCapacity);
        if (pods.Count > Most)
            annotations[OverCapacity] = "truncated";
        json.Remove("subsets");
        if (subsets.Count > 0)
            json["subsets"] = subsets;
    }

    private static JsonObject? LabelsOf(ServiceView service)
    {
        var labels = new JsonObject();
        foreach (var (name, value) in service.Labels)
            labels[name] = value;
        if (service.IsHeadless)
            labels[HeadlessLabel] = "";
        return labels.Count > 0 ? labels : null;
    }

    private void DeleteOf(ObjectKey key)
    {
        try
        {
            if (Cluster.Find(Kinds.Endpoints, key.Namespace, key.Name) is not null)
                Cluster.Delete(Kinds.Endpoints, key.Namespace, key.Name, new DeleteOptions(Own.User));
        }
        catch (StatusException e) when (e.Code == 404)
        {
            // gone already
        }
    }
}
