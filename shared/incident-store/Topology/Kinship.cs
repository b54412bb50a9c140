namespace Pipeline.IncidentStore.Topology;

/// <summary>How a relative stands to what was asked about.</summary>
public enum Kinship
{
    /// <summary>It is the node that what was asked about runs on.</summary>
    Node,

    /// <summary>It runs on the node that was asked about.</summary>
    Guest,

    /// <summary>What was asked about calls it.</summary>
    Callee,

    /// <summary>It calls what was asked about.</summary>
    Caller,
}
