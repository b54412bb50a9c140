using System.Collections.Concurrent;
using MassTransit;

namespace Pipeline.Hosting.Stages;

/// <summary>When each stage of this process last finished a piece of work: a message, or what its loop reports.</summary>
public sealed class StagePulse : IReceiveObserver
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _work = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stageOfConsumer;
    private readonly TimeProvider _clock;

    /// <summary>Knows the stages' consumers.</summary>
    public StagePulse(IEnumerable<PipelineStage> stages, TimeProvider clock)
    {
        _clock = clock;
        _stageOfConsumer = stages
            .SelectMany(stage => stage.Endpoints.Select(endpoint => (endpoint.Consumer, stage.Name)))
            .DistinctBy(entry => entry.Consumer)
            .ToDictionary(entry => TypeCache.GetShortName(entry.Consumer), entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>A loop of the stage has done a piece of its work.</summary>
    public void Worked(string stage) => _work[stage] = _clock.GetUtcNow();

    /// <summary>When the stage last did; null for never.</summary>
    public DateTimeOffset? LastWork(string stage) => _work.TryGetValue(stage, out var at) ? at : null;

    Task IReceiveObserver.PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
    {
        if (_stageOfConsumer.TryGetValue(consumerType, out var stage))
            Worked(stage);
        return Task.CompletedTask;
    }

    Task IReceiveObserver.PreReceive(ReceiveContext context) => Task.CompletedTask;

    Task IReceiveObserver.PostReceive(ReceiveContext context) => Task.CompletedTask;

    Task IReceiveObserver.ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) =>
        Task.CompletedTask;

    Task IReceiveObserver.ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
}
