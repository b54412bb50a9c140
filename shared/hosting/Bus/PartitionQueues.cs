namespace Pipeline.Hosting.Bus;

/// <summary>
/// A set of queues, one for each partition. Every replica declares and consumes all of them; the broker makes one consumer
/// of a queue the active one, so a partition has one reader at a time and moves when that one goes.
/// </summary>
/// <param name="Name">Kebab case; the queues are "name-0", "name-1" …</param>
public sealed record PartitionQueues(string Name)
{
    /// <summary>Metric windows on their way to be scored.</summary>
    public static PartitionQueues Scoring { get; } = new("detector-scoring");
}
