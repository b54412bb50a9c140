namespace Pipeline.Hosting.Configuration;

/// <summary>
/// Sections that some service of the pipeline reads: one file serves all services, so a process leaves alone those that belong
/// to services which it does not host. Their keys are checked where they are read.
/// </summary>
internal static class ServiceSections
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Access", "Actions", "Analyzer", "Approver", "Audit", "Collector", "Dashboard", "Detector", "Executor", "Simulator", "Verification",
    ];
}
