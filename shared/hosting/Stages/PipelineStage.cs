using MassTransit;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Stages;

/// <summary>A service as the host sees it: a name under which it is watched, and the consumers that it brings.</summary>
/// <param name="name">Kebab case: "analyzer".</param>
public sealed class PipelineStage(string name)
{
    private readonly List<StageEndpoint> _endpoints = [];

    /// <summary>The stage's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its consumers.</summary>
    public IReadOnlyList<StageEndpoint> Endpoints => _endpoints;

    /// <summary>A consumer whose replicas share one queue; failures are retried as configured.</summary>
    public PipelineStage Consumes<TConsumer>() where TConsumer : class, IConsumer =>
        With(new StageEndpoint.Competing(typeof(TConsumer), null));

    /// <summary>A consumer whose replicas share one queue; its definition says how it runs and what is retried.</summary>
    public PipelineStage Consumes<TConsumer, TDefinition>()
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> =>
        With(new StageEndpoint.Competing(typeof(TConsumer), typeof(TDefinition)));

    /// <summary>A consumer of which one is active among all replicas of the cluster.</summary>
    /// <param name="queue">The queue's name within the cluster, kebab case.</param>
    public PipelineStage ConsumesAlone<TConsumer>(string queue) where TConsumer : class, IConsumer =>
        With(new StageEndpoint.Alone(typeof(TConsumer), null, queue));

    /// <inheritdoc cref="ConsumesAlone{TConsumer}(string)"/>
    public PipelineStage ConsumesAlone<TConsumer, TDefinition>(string queue)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> =>
        With(new StageEndpoint.Alone(typeof(TConsumer), typeof(TDefinition), queue));

    /// <summary>A consumer of a set of partition queues, one active for each partition; it is told its partition by the message.</summary>
    public PipelineStage ConsumesPartitions<TConsumer>(PartitionQueues queues) where TConsumer : class, IConsumer =>
        With(new StageEndpoint.Partitioned(typeof(TConsumer), null, queues));

    /// <inheritdoc cref="ConsumesPartitions{TConsumer}(PartitionQueues)"/>
    public PipelineStage ConsumesPartitions<TConsumer, TDefinition>(PartitionQueues queues)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> =>
        With(new StageEndpoint.Partitioned(typeof(TConsumer), typeof(TDefinition), queues));

    private PipelineStage With(StageEndpoint endpoint)
    {
        _endpoints.Add(endpoint);
        return this;
    }
}
