namespace Pipeline.Hosting.Stages;

/// <summary>A stage's own word about its loops, beside its queues, which are watched anyway.</summary>
public interface IStageCheck
{
    /// <summary>The stage.</summary>
    string Stage { get; }

    /// <summary>Why the stage does not work; null when it does. Must answer at once.</summary>
    string? Trouble();
}
