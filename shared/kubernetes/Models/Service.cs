using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>A stable address in front of pods.</summary>
public sealed record Service : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Services;

    public ServiceSpec Spec { get; init; } = new();

    public ServiceStatus Status { get; init; } = new();
}

public sealed record ServiceSpec
{
    /// <summary>ClusterIP, NodePort, LoadBalancer, ExternalName.</summary>
    public string? Type { get; init; }

    /// <summary>"None" for a headless service.</summary>
    public string? ClusterIP { get; init; }

    public string? ExternalName { get; init; }

    /// <summary>Empty: somebody else keeps its endpoints.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; init; } = Nothing.Map;

    public IReadOnlyList<ServicePort> Ports { get; init; } = [];

    public bool PublishNotReadyAddresses { get; init; }
}

public sealed record ServicePort
{
    public string? Name { get; init; }

    public int Port { get; init; }

    public IntOrString? TargetPort { get; init; }

    public int? NodePort { get; init; }

    public string? Protocol { get; init; }

    public string? AppProtocol { get; init; }
}

public sealed record ServiceStatus
{
    public LoadBalancerStatus LoadBalancer { get; init; } = new();
}

public sealed record LoadBalancerStatus
{
    public IReadOnlyList<LoadBalancerIngress> Ingress { get; init; } = [];
}

public sealed record LoadBalancerIngress
{
    public string? Ip { get; init; }

    public string? Hostname { get; init; }
}
