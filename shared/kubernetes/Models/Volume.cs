using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>A volume of a pod. One source is set, or none that this project knows.</summary>
public sealed record Volume
{
    public string Name { get; init; } = "";

    public ConfigMapVolume? ConfigMap { get; init; }

    public SecretVolume? Secret { get; init; }

    public ClaimVolume? PersistentVolumeClaim { get; init; }

    public EmptyDirVolume? EmptyDir { get; init; }

    public HostPathVolume? HostPath { get; init; }

    public ProjectedVolume? Projected { get; init; }

    public CsiVolume? Csi { get; init; }
}

public sealed record ConfigMapVolume
{
    public string Name { get; init; } = "";

    public bool Optional { get; init; }

    public IReadOnlyList<KeyToPath> Items { get; init; } = [];
}

public sealed record SecretVolume
{
    public string? SecretName { get; init; }

    /// <summary>In a projected volume the secret is named so.</summary>
    public string? Name { get; init; }

    public bool Optional { get; init; }

    public IReadOnlyList<KeyToPath> Items { get; init; } = [];
}

public sealed record KeyToPath
{
    public string Key { get; init; } = "";

    public string Path { get; init; } = "";
}

public sealed record ClaimVolume
{
    public string ClaimName { get; init; } = "";

    public bool ReadOnly { get; init; }
}

public sealed record EmptyDirVolume
{
    public string? Medium { get; init; }

    public Quantity? SizeLimit { get; init; }
}

public sealed record HostPathVolume
{
    public string Path { get; init; } = "";

    public string? Type { get; init; }
}

public sealed record ProjectedVolume
{
    public IReadOnlyList<ProjectedSource> Sources { get; init; } = [];
}

public sealed record ProjectedSource
{
    public ConfigMapVolume? ConfigMap { get; init; }

    public SecretVolume? Secret { get; init; }
}

public sealed record CsiVolume
{
    public string Driver { get; init; } = "";
}
