using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Stages;

/// <summary>A consumer of a stage and the queue or queues that it reads.</summary>
/// <param name="Consumer">The consumer's class.</param>
/// <param name="Definition">How it runs; null for the defaults, with the configured retries.</param>
public abstract record StageEndpoint(Type Consumer, Type? Definition)
{
    /// <summary>One queue; replicas share its messages.</summary>
    public sealed record Competing(Type Consumer, Type? Definition) : StageEndpoint(Consumer, Definition);

    /// <summary>One queue with one active consumer among all replicas, which handles one message at a time.</summary>
    public sealed record Alone(Type Consumer, Type? Definition, string Queue) : StageEndpoint(Consumer, Definition);

    /// <summary>A queue for each partition, each with one active consumer, which handles one message at a time.</summary>
    public sealed record Partitioned(Type Consumer, Type? Definition, PartitionQueues Queues) : StageEndpoint(Consumer, Definition);

    /// <summary>The queues' full names.</summary>
    internal IEnumerable<string> QueueNames(ClusterNames names, int partitions) => this switch
    {
        Alone alone => [names.Queue(alone.Queue)],
        Partitioned many => Enumerable.Range(0, partitions).Select(partition => names.Queue(many.Queues, partition)),
        _ => [names.QueueOf(Consumer)],
    };
}
