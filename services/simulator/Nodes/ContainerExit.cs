namespace Pipeline.Simulator.Nodes;

/// <summary>How a container's run ended.</summary>
/// <param name="Reason">"Completed", "Error", "OOMKilled", "StartError" …</param>
internal sealed record ContainerExit(int Code, string Reason, string? Message, DateTimeOffset? StartedAt, DateTimeOffset FinishedAt, string Id);
