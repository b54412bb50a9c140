using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Defaults;

/// <summary>Objects as the real server's encoder shows them: what is empty left out, and what it always writes written.</summary>
/// <remarks>
/// The server keeps objects as Go structs: a field without "omitempty" and a struct that is no pointer are written even when nobody set
/// them ("status": {}), other fields are left out when they are empty. What is not told by the types is in the tables here.
/// </remarks>
public static class WireForm
{
    private static readonly ConcurrentDictionary<TypeSchema, JsonObject> Zeros = [];
    private static readonly ConcurrentDictionary<TypeSchema, WireField[]> Fields = [];

    /// <summary>Optional fields that are written all the same; those that are no structs, lists or numbers as null.</summary>
    private static readonly FrozenSet<string> Shown = FrozenSet.ToFrozenSet(
    [
        "PodTemplateSpec.metadata", "ReplicaSetSpec.template", "PodTemplateSpec.spec", "JobTemplateSpec.metadata", "JobTemplateSpec.spec", "ObjectMeta.creationTimestamp",
        "Container.resources", "EphemeralContainer.resources", "DeploymentSpec.strategy", "StatefulSetSpec.updateStrategy",
        "DaemonSetSpec.updateStrategy", "PodCondition.lastProbeTime", "PodCondition.lastTransitionTime", "ContainerStatus.state",
        "ContainerStatus.lastState", "ContainerStateRunning.startedAt", "ContainerStateTerminated.startedAt",
        "ContainerStateTerminated.finishedAt", "NodeStatus.daemonEndpoints", "NodeStatus.nodeInfo", "NodeDaemonEndpoints.kubeletEndpoint",
        "NodeCondition.lastHeartbeatTime", "NodeCondition.lastTransitionTime", "DeploymentCondition.lastUpdateTime",
        "DeploymentCondition.lastTransitionTime", "ReplicaSetCondition.lastTransitionTime", "StatefulSetCondition.lastTransitionTime",
        "DaemonSetCondition.lastTransitionTime", "JobCondition.lastProbeTime", "JobCondition.lastTransitionTime",
        "HorizontalPodAutoscalerCondition.lastTransitionTime", "HorizontalPodAutoscalerStatus.currentMetrics",
        "HorizontalPodAutoscalerStatus.desiredReplicas", "Event.source", "Event.firstTimestamp", "Event.lastTimestamp", "Event.eventTime",
        "Event.reportingComponent", "Event.involvedObject", "Event.deprecatedSource", "Event.deprecatedFirstTimestamp",
        "Event.deprecatedLastTimestamp", "Event.regarding", "ServiceStatus.loadBalancer", "ServicePort.targetPort", "IngressStatus.loadBalancer",
        "PersistentVolumeClaimSpec.resources", "NetworkPolicySpec.podSelector", "StatefulSetStatus.availableReplicas",
        "CustomResourceDefinitionStatus.conditions", "CustomResourceDefinitionStatus.acceptedNames",
        "CustomResourceDefinitionStatus.storedVersions", "Endpoint.conditions", "ResourceFieldSelector.divisor", "PodTemplate.template",
        "DaemonEndpoint.Port", "Lease.spec", "StatefulSetSpec.serviceName",
    ], StringComparer.Ordinal);

    /// <summary>Core events write their reportingInstance always, those of events.k8s.io only when it is set.</summary>
    private const string EventInstance = "reportingInstance";

    /// <summary>Required fields that are pointers or left out when empty.</summary>
    private static readonly FrozenSet<string> Hidden = FrozenSet.ToFrozenSet(
        ["selector", "lastTransitionTime"], StringComparer.Ordinal);

    /// <summary>Optional texts that are pointers: empty is not absent.</summary>
    private static readonly FrozenSet<string> KeptWhenEmpty = FrozenSet.ToFrozenSet(
    [
        "storageClassName", "holderIdentity", "EndpointPort.name", "Endpoint.nodeName", "ingressClassName", "runtimeClassName", "appProtocol",
        "loadBalancerClass", "volumeAttributesClassName", "GRPCAction.service", "HostPathVolumeSource.type",
    ], StringComparer.Ordinal);

    /// <summary>Optional numbers and flags that are no pointers: zero and false are absent.</summary>
    private static readonly FrozenSet<string> DroppedWhenZero = FrozenSet.ToFrozenSet(
    [
        "minReadySeconds", "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold", "hostPort",
        "nodePort", "healthCheckNodePort", "generation", "observedGeneration", "DeploymentStatus.replicas", "ScaleSpec.replicas",
        "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas", "fullyLabeledReplicas", "currentReplicas", "active",
        "succeeded", "failed", "count", "deprecatedCount", "numberAvailable", "numberUnavailable", "updatedNumberScheduled", "signal",
        "hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty", "readOnly", "paused", "unschedulable", "publishNotReadyAddresses",
        "globalDefault",
    ], StringComparer.Ordinal);

    /// <summary>Brings an object into the form in which the server writes it.</summary>
    public static void Normalize(JsonObject json, TypeSchema type)
    {
        foreach (var field in Fields.GetOrAdd(type, static t => [.. t.Fields.Values.Select(f => new WireField(f, t))]))
        {
            var name = field.Schema.Name;
            if (!json.TryGetPropertyValue(name, out var value))
            {
                if (field.IsShown)
                    json[name] = Zero(field.Schema.Value);
            }
            else if (field.IsAbsent(value))
                json.Remove(name);
            else
                Normalize(value, field.Schema.Value);
        }
    }

    /// <summary>An object of the type of which nothing is set.</summary>
    public static JsonObject Zero(TypeSchema type) => Zeros.GetOrAdd(type, static t =>
    {
        var json = new JsonObject();
        Normalize(json, t);
        return json;
    }).DeepClone().AsObject();

    private static void Normalize(JsonNode? node, ValueSchema value)
    {
        switch (node)
        {
            case JsonObject o when value.Type is { } type:
                Normalize(o, type);
                break;
            case JsonObject o when value is { Kind: ValueKind.Map, Element.Innermost: not null }:
                foreach (var (_, item) in o)
                    Normalize(item, value.Element);
                break;
            case JsonArray a when value is { Kind: ValueKind.List, Element.Innermost: not null }:
                foreach (var item in a)
                    Normalize(item, value.Element);
                break;
        }
    }

    private static bool IsShown(FieldSchema field, TypeSchema type)
    {
        if (Shown.Contains($"{type.Name}.{field.Name}") || (type.ApiVersion is not null && IsPartOfKind(field)))
            return true;
        if (field.Name == EventInstance && type.Name == "Event" && type.ApiVersion == "v1")
            return true;
        return field.Required && !Hidden.Contains(field.Name);
    }

    private static bool IsPartOfKind(FieldSchema field) =>
        field is { Name: "spec" or "status" or "metadata", Value.Kind: ValueKind.Structure };

    private static bool Either(FrozenSet<string> names, TypeSchema type, FieldSchema field) =>
        names.Contains(field.Name) || names.Contains($"{type.Name}.{field.Name}");

    private static JsonNode? Zero(ValueSchema value) => value.Kind switch
    {
        ValueKind.Text => "",
        ValueKind.Whole32 or ValueKind.Whole64 or ValueKind.Number or ValueKind.IntOrString => 0,
        ValueKind.Boolean => false,
        ValueKind.Quantity => "0",
        ValueKind.Structure => Zero(value.Type!),
        _ => null,
    };

    /// <summary>What is known of a field once and for all.</summary>
    private sealed class WireField(FieldSchema schema, TypeSchema type)
    {
        private readonly bool _keptWhenEmpty = schema.Required || schema.Value.Kind != ValueKind.Text || Either(KeptWhenEmpty, type, schema);
        private readonly bool _droppedWhenZero = Either(DroppedWhenZero, type, schema);
        private readonly bool _isCollection = schema.Value.Kind is ValueKind.List or ValueKind.Map;

        public FieldSchema Schema { get; } = schema;

        public bool IsShown { get; } = WireForm.IsShown(schema, type);

        /// <summary>Whether this value is left out.</summary>
        public bool IsAbsent(JsonNode? value) => !IsShown && value switch
        {
            null => true,
            JsonArray { Count: 0 } or JsonObject { Count: 0 } => _isCollection,
            JsonValue v => v.GetValueKind() switch
            {
                JsonValueKind.String => !_keptWhenEmpty && v.GetValue<string>().Length == 0,
                JsonValueKind.False => _droppedWhenZero,
                JsonValueKind.Number => _droppedWhenZero && v.ToJsonString() == "0",
                _ => false,
            },
            _ => false,
        };
    }
}
