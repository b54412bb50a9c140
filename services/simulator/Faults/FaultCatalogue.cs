namespace Pipeline.Simulator.Faults;

/// <summary>All ways to fall ill, by name.</summary>
public static class FaultCatalogue
{
    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        .. ReleaseFaults.All.Concat(ConfigurationFaults.All).Concat(SchedulingFaults.All).Concat(NodeFaults.All).Concat(TrafficFaults.All).Concat(JobFaults.All)
            .OrderBy(k => k.Name, StringComparer.Ordinal),
    ];

    /// <exception cref="FaultException">There is none of that name.</exception>
    public static FaultKind Find(string name) => All.FirstOrDefault(k => k.Name == name)
        ?? throw new FaultException("fault", name, "there is no such fault", $"Choose one of {string.Join(", ", All.Select(k => k.Name))}");
}
