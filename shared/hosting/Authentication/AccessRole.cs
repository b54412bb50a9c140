namespace Pipeline.Hosting.Authentication;

/// <summary>What a caller may do.</summary>
public enum AccessRole
{
    /// <summary>Look at incidents.</summary>
    Viewer,

    /// <summary>Decide about plans.</summary>
    Approver,

    /// <summary>Send alerts and data.</summary>
    Ingest,

    /// <summary>Read and verify the audit trail.</summary>
    Auditor,

    /// <summary>All of it.</summary>
    Admin,
}
