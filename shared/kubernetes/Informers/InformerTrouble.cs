namespace Pipeline.Kubernetes.Informers;

/// <summary>What keeps an informer from being up to date.</summary>
public enum InformerTrouble
{
    None,

    /// <summary>The right to list or watch is missing; it is asked for again now and then.</summary>
    Forbidden,

    /// <summary>The credential is not accepted.</summary>
    Unauthorized,

    /// <summary>The server does not know the kind.</summary>
    NotServed,

    /// <summary>The server is away, throttles, fails or answers garbage.</summary>
    Unavailable,
}
