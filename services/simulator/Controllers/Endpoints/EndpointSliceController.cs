using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Endpoints;

/// <summary>Lists a service's pods in EndpointSlices of 100 at most; who is in a slice stays there.</summary>
public sealed class EndpointSliceController(ControllerContext context) : ServiceController(context, "endpointslice-controller")
{
    private const int MostInSlice = 100;
    private const string ServiceLabel = "kubernetes.io/service-name";
    private const string ManagerLabel = "endpointslice.kubernetes.io/managed-by";
    private const string Manager = "endpointslice-controller.k8s.io";

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Services.Find(key) is not { HasSelector: true, IsBeingDeleted: false } service)
            return; // the garbage collector deletes the slices of a service that is gone
        var slices = Informers.EndpointSlices.ControlledBy(service.Uid).Where(s => s.Labels.GetValueOrDefault(ManagerLabel) == Manager).ToList();
        var groups = Informers.Pods.ByLabel.Select(service.Namespace, service.Selector)
            .Where(p => p.Status.Text("podIP") is { Length: > 0 } && !p.IsFinished)
            .GroupBy(p => Text(PortsOf(service, p))).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        if (groups.Count == 0)
            groups[slices.FirstOrDefault() is { } kept ? Text(PortsOf(kept)) : "[]"] = []; // a service without pods keeps one slice, an empty one
        foreach (var (ports, pods) in groups)
        {
            var ofPorts = slices.Where(s => Text(PortsOf(s)) == ports).ToList();
            slices.RemoveAll(ofPorts.Contains);
            Arrange(service, ports, pods, ofPorts);
        }
        foreach (var slice in slices)
            DeleteIfThere(slice);
    }

    private static string Text(JsonArray ports) => ports.ToJsonString();

    private static JsonArray PortsOf(ServiceView service, PodView pod) => new([.. EndpointPort.Of(service, pod).Select(p => p.ToJson(nameAlways: true))]);

    private static JsonArray PortsOf(ObjectView slice) =>
        slice.Stored.Root.At("ports").Exists() ? JsonNode.Parse(slice.Stored.Root.At("ports").GetRawText())!.AsArray() : [];

    private static string UidOf(JsonElement endpoint) => endpoint.At("targetRef").Text("uid") ?? "";

    /// <summary>Fills the slices of one set of ports: pods stay where they are, new ones fill up, an empty slice goes.</summary>
    private void Arrange(ServiceView service, string ports, List<PodView> pods, List<ObjectView> slices)
    {
        var byUid = pods.ToDictionary(p => p.Uid, StringComparer.Ordinal);
        var contents = new List<(ObjectView? Slice, List<PodView> Pods)>();
        foreach (var slice in slices)
        {
            var stay = slice.Stored.Root.Items("endpoints").Select(UidOf).Where(byUid.ContainsKey).Select(uid => byUid[uid]).Distinct().ToList();
            foreach (var pod in stay)
                byUid.Remove(pod.Uid);
            contents.Add((slice, stay));
        }
        foreach (var pod in pods.Where(p => byUid.ContainsKey(p.Uid)).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (contents.Find(c => c.Pods.Count < MostInSlice) is not { Pods: { } free })
                contents.Add((null, free = []));
            free.Add(pod);
        }
        if (contents.Count == 0)
            contents.Add((null, []));
        var isLast = contents.Count == 1;
        foreach (var (slice, content) in contents)
        {
            if (slice is null)
                Create(service, ports, content);
            else if (content.Count == 0 && !isLast && contents.Exists(c => c.Pods.Count > 0))
                DeleteIfThere(slice);
            else
                Change(service, slice, content);
        }
    }

    private void Create(ServiceView service, string ports, List<PodView> pods)
    {
        var prefix = service.Name + "-";
        var json = new JsonObject
        {
            ["apiVersion"] = Kinds.EndpointSlice.ApiVersion,
            ["kind"] = Kinds.EndpointSlice.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = prefix + SafeLetters.Suffix(Context.Random),
                ["generateName"] = prefix,
                ["namespace"] = service.Namespace,
                ["labels"] = LabelsOf(service),
                ["annotations"] = new JsonObject { [TriggerTime] = TriggerOf(service, pods) },
                ["ownerReferences"] = new JsonArray(OwnerReference.ToController(service)),
            },
            ["addressType"] = "IPv4",
            ["endpoints"] = EndpointsOf(service, pods),
            ["ports"] = JsonNode.Parse(ports),
        };
        try
        {
            Cluster.Create(Kinds.EndpointSlice, json, Own);
        }
        catch (StatusException e) when (PodControl.IsNamespaceTerminating(e))
        {
            // the service goes away, too
        }
    }

    private void Change(ServiceView service, ObjectView slice, List<PodView> pods)
    {
        var (endpoints, labels) = (EndpointsOf(service, pods), LabelsOf(service));
        Cluster.Modify(Kinds.EndpointSlice, slice.Namespace, slice.Name, json =>
        {
            if (JsonNode.DeepEquals(json["endpoints"], endpoints) && JsonNode.DeepEquals(json["metadata"]!["labels"], labels))
                return;
            json["endpoints"] = endpoints.DeepClone();
            json["metadata"]!["labels"] = labels.DeepClone();
            if (json["metadata"]!["annotations"] is not JsonObject annotations)
                json["metadata"]!["annotations"] = annotations = [];
            annotations[TriggerTime] = TriggerOf(service, pods);
        }, Own);
    }

    private JsonArray EndpointsOf(ServiceView service, List<PodView> pods) => new([.. pods.Select(p => EndpointOf(service, p))]);

    private JsonObject EndpointOf(ServiceView service, PodView pod)
    {
        var json = new JsonObject
        {
            ["addresses"] = new JsonArray(pod.Status.Text("podIP")),
            ["conditions"] = new JsonObject
            {
                ["ready"] = service.PublishesNotReady || (pod.IsReady && !pod.IsBeingDeleted),
                ["serving"] = service.PublishesNotReady || pod.IsReady,
                ["terminating"] = pod.IsBeingDeleted,
            },
        };
        if (pod.Spec.Text("hostname") is { Length: > 0 } host && pod.Spec.Text("subdomain") == service.Name)
            json["hostname"] = host;
        json["targetRef"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = pod.Namespace, ["name"] = pod.Name, ["uid"] = pod.Uid };
        if (pod.NodeName.Length == 0)
            return json;
        json["nodeName"] = pod.NodeName;
        if (Informers.Nodes.Find("", pod.NodeName)?.Labels.GetValueOrDefault("topology.kubernetes.io/zone") is { } zone)
            json["zone"] = zone;
        return json;
    }

    private static JsonObject LabelsOf(ServiceView service)
    {
        var labels = new JsonObject();
        foreach (var (name, value) in service.Labels)
            labels[name] = value;
        labels[ManagerLabel] = Manager;
        labels[ServiceLabel] = service.Name;
        if (service.IsHeadless)
            labels[HeadlessLabel] = "";
        return labels;
    }
}
