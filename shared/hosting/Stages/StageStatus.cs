namespace Pipeline.Hosting.Stages;

/// <summary>What is known about a stage.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="State">Whether it works.</param>
/// <param name="LastSeen">When the liveliest instance last said that it lives, by the database's clock; null for never.</param>
/// <param name="LastWork">When an instance last finished a piece of work, by its own clock; null for not since it started.</param>
/// <param name="Instances">Instances that are running.</param>
public sealed record StageStatus(
    string Stage, StageState State, DateTimeOffset? LastSeen, DateTimeOffset? LastWork, int Instances);
