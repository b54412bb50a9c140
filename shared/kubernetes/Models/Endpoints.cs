using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>The addresses behind a service, in the old form.</summary>
public sealed record Endpoints : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Endpoints;

    public IReadOnlyList<EndpointSubset> Subsets { get; init; } = [];
}

public sealed record EndpointSubset
{
    public IReadOnlyList<EndpointAddress> Addresses { get; init; } = [];

    public IReadOnlyList<EndpointAddress> NotReadyAddresses { get; init; } = [];

    public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}

public sealed record EndpointAddress
{
    public string? Ip { get; init; }

    public string? Hostname { get; init; }

    public string? NodeName { get; init; }

    public ObjectReference? TargetRef { get; init; }
}

public sealed record EndpointPort
{
    public string? Name { get; init; }

    public int? Port { get; init; }

    public string? Protocol { get; init; }
}
