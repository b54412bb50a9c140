namespace Pipeline.Simulator.Images;

/// <summary>One thing that a running script does.</summary>
/// <param name="Line">A line that it writes; null while it waits.</param>
/// <param name="Wait">How long it waits.</param>
public readonly record struct ScriptStep(string? Line, TimeSpan Wait);
