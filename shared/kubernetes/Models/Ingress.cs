using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>A way into the cluster by host and path.</summary>
public sealed record Ingress : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Ingresses;

    public IngressSpec Spec { get; init; } = new();

    public ServiceStatus Status { get; init; } = new();
}

public sealed record IngressSpec
{
    public string? IngressClassName { get; init; }

    public IngressBackend? DefaultBackend { get; init; }

    public IReadOnlyList<IngressTls> Tls { get; init; } = [];

    public IReadOnlyList<IngressRule> Rules { get; init; } = [];
}

public sealed record IngressTls
{
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public string? SecretName { get; init; }
}

public sealed record IngressRule
{
    public string? Host { get; init; }

    public HttpIngressRule? Http { get; init; }
}

public sealed record HttpIngressRule
{
    public IReadOnlyList<HttpIngressPath> Paths { get; init; } = [];
}

public sealed record HttpIngressPath
{
    public string? Path { get; init; }

    public string? PathType { get; init; }

    public IngressBackend Backend { get; init; } = new();
}

public sealed record IngressBackend
{
    public IngressServiceBackend? Service { get; init; }

    public ObjectReference? Resource { get; init; }
}

public sealed record IngressServiceBackend
{
    public string Name { get; init; } = "";

    public IngressServicePort Port { get; init; } = new();
}

public sealed record IngressServicePort
{
    public string? Name { get; init; }

    public int? Number { get; init; }
}
