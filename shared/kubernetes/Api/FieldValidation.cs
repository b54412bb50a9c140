namespace Pipeline.Kubernetes.Api;

/// <summary>What the server does with unknown and duplicate fields.</summary>
public enum FieldValidation
{
    /// <summary>Refuses.</summary>
    Strict,

    /// <summary>Warns; the client logs it.</summary>
    Warn,

    /// <summary>Drops them in silence.</summary>
    Ignore,
}
