namespace Pipeline.Simulator.Clusters;

/// <summary>How something is deleted.</summary>
/// <param name="User">Who deletes.</param>
/// <param name="GracePeriodSeconds">0 at once; null as the object says.</param>
/// <param name="PropagationPolicy">"Background", "Foreground" or "Orphan"; null as the kind has it.</param>
/// <param name="Uid">Only the object with this uid.</param>
/// <param name="ResourceVersion">Only at this version.</param>
/// <param name="DryRun">Everything but the deletion.</param>
public sealed record DeleteOptions(
    string User, int? GracePeriodSeconds = null, string? PropagationPolicy = null, string? Uid = null,
    string? ResourceVersion = null, bool DryRun = false);
