namespace Pipeline.Kubernetes.Credentials;

/// <summary>A program that gives credentials, as a kubeconfig describes it.</summary>
internal sealed record ExecPlugin
{
    /// <summary>Where it is described, for messages.</summary>
    public required string Field { get; init; }

    public required string ApiVersion { get; init; }

    /// <summary>A path, or a bare name that is not on PATH.</summary>
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    public string? InstallHint { get; init; }

    /// <summary>The content of KUBERNETES_EXEC_INFO.</summary>
    public required string Info { get; init; }
}
