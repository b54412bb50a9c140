namespace Pipeline.Kubernetes.Configuration;

/// <summary>Which cluster, as a user says it on the command line. Everything is optional.</summary>
public sealed record ClusterChoice
{
    /// <summary>A file that must exist; else KUBECONFIG, else ~/.kube/config, else the pod's service account.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Else current-context.</summary>
    public string? Context { get; init; }

    /// <summary>Else the context's namespace, else "default".</summary>
    public string? Namespace { get; init; }

    /// <summary>Acts as somebody else; beats what the kubeconfig says.</summary>
    public Impersonation? ImpersonateAs { get; init; }
}
