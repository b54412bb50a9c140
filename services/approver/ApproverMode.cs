namespace Pipeline.Approver;

/// <summary>What the pipeline may do in a cluster, whatever the policy says.</summary>
public enum ApproverMode
{
    /// <summary>Plans are shown and nobody can run them: nothing outside is written.</summary>
    Observe,

    /// <summary>Nothing runs by itself: what the policy lets run asks one person.</summary>
    Manual,

    /// <summary>As the policy says.</summary>
    Automatic,
}
