using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Pipeline.Contracts.Hints;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Hosting.Tests;

/// <summary>What the consumers of a test have got, and how often each of them shall fail first.</summary>
internal sealed class Heard
{
    private int _failures;
    private int _inWork;

    public ConcurrentQueue<(string Consumer, object Message, Guid? MessageId)> Messages { get; } = new();

    /// <summary>The traces in which the messages came.</summary>
    public ConcurrentQueue<ActivityTraceId> Traces { get; } = new();

    /// <summary>How many partition messages were in work at the same time, at most.</summary>
    public int MostAtOnce { get; private set; }

    public void FailNext(int times) => _failures = times;

    private void Add(string consumer, object message, Guid? id)
    {
        Traces.Enqueue(Activity.Current?.TraceId ?? default);
        Messages.Enqueue((consumer, message, id));
        if (Interlocked.Decrement(ref _failures) >= 0)
            throw new InvalidOperationException("told to fail");
    }

    internal sealed class AnalysisConsumer(Heard heard) : IConsumer<IncidentWantsAnalysis>
    {
        public Task Consume(ConsumeContext<IncidentWantsAnalysis> context)
        {
            heard.Add("analysis", context.Message, context.MessageId);
            return Task.CompletedTask;
        }
    }

    internal sealed class PartitionConsumer(Heard heard) : IConsumer<MetricWindowsCollected>
    {
        public async Task Consume(ConsumeContext<MetricWindowsCollected> context)
        {
            heard.MostAtOnce = Math.Max(heard.MostAtOnce, Interlocked.Increment(ref heard._inWork));
            await Task.Yield();
            heard.Add($"partition {context.ReceiveContext.InputAddress.AbsolutePath.Split('-')[^1]}", context.Message, context.MessageId);
            Interlocked.Decrement(ref heard._inWork);
        }
    }

    internal sealed class BackfillConsumer : IConsumer<BackfillRequested>
    {
        public Task Consume(ConsumeContext<BackfillRequested> context) => Task.CompletedTask;
    }

    internal sealed class IntakeConsumer(Heard heard) : IConsumer<IntakeWaiting>
    {
        public Task Consume(ConsumeContext<IntakeWaiting> context)
        {
            heard.Add("intake", context.Message, context.MessageId);
            return Task.CompletedTask;
        }
    }
}
