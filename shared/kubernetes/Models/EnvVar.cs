namespace Pipeline.Kubernetes.Models;

/// <summary>A variable of a container. Its value may be a secret: mask before it leaves the process.</summary>
public sealed record EnvVar
{
    public string Name { get; init; } = "";

    public string? Value { get; init; }

    public EnvVarSource? ValueFrom { get; init; }
}

public sealed record EnvVarSource
{
    public KeySelector? ConfigMapKeyRef { get; init; }

    public KeySelector? SecretKeyRef { get; init; }
}

public sealed record KeySelector
{
    public string Name { get; init; } = "";

    public string Key { get; init; } = "";

    public bool Optional { get; init; }
}

public sealed record EnvFromSource
{
    public string? Prefix { get; init; }

    public NamedSource? ConfigMapRef { get; init; }

    public NamedSource? SecretRef { get; init; }
}

/// <summary>A config map or secret as a whole.</summary>
public sealed record NamedSource
{
    public string Name { get; init; } = "";

    public bool Optional { get; init; }
}
