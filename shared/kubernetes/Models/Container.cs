using System.Text.Json.Serialization;

namespace Pipeline.Kubernetes.Models;

/// <summary>A container as it is wanted; also init and ephemeral containers.</summary>
public sealed record Container
{
    public string Name { get; init; } = "";

    public string? Image { get; init; }

    public string? ImagePullPolicy { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyList<string> Args { get; init; } = [];

    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    public IReadOnlyList<EnvVar> Env { get; init; } = [];

    public IReadOnlyList<EnvFromSource> EnvFrom { get; init; } = [];

    public ResourceRequirements Resources { get; init; } = new();

    public IReadOnlyList<VolumeMount> VolumeMounts { get; init; } = [];

    public Probe? LivenessProbe { get; init; }

    public Probe? ReadinessProbe { get; init; }

    public Probe? StartupProbe { get; init; }

    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Always on an init container makes it a sidecar.</summary>
    public string? RestartPolicy { get; init; }
}

public sealed record ContainerPort
{
    public string? Name { get; init; }

    [JsonPropertyName("containerPort")]
    public int Number { get; init; }

    public int? HostPort { get; init; }

    public string? Protocol { get; init; }
}

public sealed record VolumeMount
{
    public string Name { get; init; } = "";

    public string MountPath { get; init; } = "";

    public string? SubPath { get; init; }

    public bool ReadOnly { get; init; }
}

public sealed record SecurityContext
{
    public bool? Privileged { get; init; }

    public bool? RunAsNonRoot { get; init; }

    public long? RunAsUser { get; init; }

    public bool? ReadOnlyRootFilesystem { get; init; }

    public bool? AllowPrivilegeEscalation { get; init; }
}
