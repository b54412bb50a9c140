using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Some of the addresses behind a service; the label kubernetes.io/service-name says which.</summary>
public sealed record EndpointSlice : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.EndpointSlices;

    public string? AddressType { get; init; }

    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}

public sealed record Endpoint
{
    public IReadOnlyList<string> Addresses { get; init; } = [];

    public EndpointConditions Conditions { get; init; } = new();

    public string? Hostname { get; init; }

    public string? NodeName { get; init; }

    public string? Zone { get; init; }

    public ObjectReference? TargetRef { get; init; }
}

public sealed record EndpointConditions
{
    /// <summary>Null is to be taken as true.</summary>
    public bool? Ready { get; init; }

    public bool? Serving { get; init; }

    public bool? Terminating { get; init; }
}
