namespace Pipeline.Simulator.Nodes;

/// <summary>Why a container is not running yet, or not again.</summary>
internal sealed record ContainerWait(string Reason, string? Message);
