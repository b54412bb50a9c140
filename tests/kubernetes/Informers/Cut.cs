namespace Pipeline.Kubernetes.Tests.Informers;

/// <summary>How a watch ends in the middle of an event.</summary>
internal enum Cut
{
    None,

    /// <summary>The response ends as if all were well.</summary>
    End,

    /// <summary>The connection is reset.</summary>
    Reset,
}
