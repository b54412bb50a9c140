using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>Which traffic pods may have.</summary>
public sealed record NetworkPolicy : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.NetworkPolicies;

    public NetworkPolicySpec Spec { get; init; } = new();
}

public sealed record NetworkPolicySpec
{
    public LabelSelector PodSelector { get; init; } = new();

    public IReadOnlyList<string> PolicyTypes { get; init; } = [];

    public IReadOnlyList<NetworkPolicyIngressRule> Ingress { get; init; } = [];

    public IReadOnlyList<NetworkPolicyEgressRule> Egress { get; init; } = [];
}

public sealed record NetworkPolicyIngressRule
{
    /// <summary>Empty: from everywhere.</summary>
    public IReadOnlyList<NetworkPolicyPeer> From { get; init; } = [];

    public IReadOnlyList<NetworkPolicyPort> Ports { get; init; } = [];
}

public sealed record NetworkPolicyEgressRule
{
    /// <summary>Empty: to everywhere.</summary>
    public IReadOnlyList<NetworkPolicyPeer> To { get; init; } = [];

    public IReadOnlyList<NetworkPolicyPort> Ports { get; init; } = [];
}

public sealed record NetworkPolicyPeer
{
    public LabelSelector? PodSelector { get; init; }

    public LabelSelector? NamespaceSelector { get; init; }

    public IpBlock? IpBlock { get; init; }
}

public sealed record IpBlock
{
    public string Cidr { get; init; } = "";

    public IReadOnlyList<string> Except { get; init; } = [];
}

public sealed record NetworkPolicyPort
{
    public string? Protocol { get; init; }

    public IntOrString? Port { get; init; }

    public int? EndPort { get; init; }
}
