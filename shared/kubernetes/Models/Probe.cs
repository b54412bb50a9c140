using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>How the kubelet asks a container for its health.</summary>
public sealed record Probe
{
    public HttpGetAction? HttpGet { get; init; }

    public TcpSocketAction? TcpSocket { get; init; }

    public ExecAction? Exec { get; init; }

    public GrpcAction? Grpc { get; init; }

    public int? InitialDelaySeconds { get; init; }

    /// <summary>10 when absent.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>1 when absent.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>3 when absent.</summary>
    public int? FailureThreshold { get; init; }

    public int? SuccessThreshold { get; init; }
}

public sealed record HttpGetAction
{
    public string? Path { get; init; }

    public IntOrString Port { get; init; }

    public string? Scheme { get; init; }
}

public sealed record TcpSocketAction
{
    public IntOrString Port { get; init; }
}

public sealed record ExecAction
{
    public IReadOnlyList<string> Command { get; init; } = [];
}

public sealed record GrpcAction
{
    public int Port { get; init; }
}
