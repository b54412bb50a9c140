using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.EventStore.Leading;
using Pipeline.Hosting.Telemetry;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Stages;

/// <summary>Watches all stages: each process has the metric, one of them writes a change into its log.</summary>
internal sealed partial class StageWatch : PipelineWorker
{
    private readonly StageHealth _health;
    private readonly AdvisoryLocks _locks;
    private readonly TimeProvider _clock;
    private readonly IOptions<WatchdogOptions> _options;
    private readonly ILogger<StageWatch> _log;
    private readonly long _begun;
    private readonly ConcurrentDictionary<string, StageState> _states = new(StringComparer.Ordinal);

    public StageWatch(
        IServiceProvider services, StageHealth health, AdvisoryLocks locks, PipelineMetrics metrics, TimeProvider clock,
        IOptions<WatchdogOptions> options, ILogger<StageWatch> log) : base(services)
    {
        (_health, _locks, _clock, _options, _log) = (health, locks, clock, options, log);
        _begun = clock.GetTimestamp();
        metrics.Meter.CreateObservableGauge(
            "pipeline.stage.up", () => _states.Select(stage => new Measurement<int>(
                stage.Value == StageState.Running ? 1 : 0, new KeyValuePair<string, object?>("stage", stage.Key))),
            description: "1 while an instance of the stage says that it lives.");
    }

    protected override bool NeedsBus => false;

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        AdvisoryLock? leading = null;
        try
        {
            using var timer = new PeriodicTimer(_options.Value.Interval, _clock);
            do
            {
                if (leading is { Lost.IsCancellationRequested: true })
                {
                    await leading.DisposeAsync();
                    leading = null;
                }

                leading ??= await _locks.TryHoldAsync("stage-watch", cancellationToken);
                foreach (var stage in await _health.ReadAsync(cancellationToken))
                    Note(stage, leading is not null);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            if (leading is not null)
                await leading.DisposeAsync();
        }
    }

    private void Note(StageStatus stage, bool log)
    {
        if (stage.LastSeen is null && _clock.GetElapsedTime(_begun) < _options.Value.LateAfter)
            return; // the others start, too
        var isNew = !_states.TryGetValue(stage.Stage, out var before);
        _states[stage.Stage] = stage.State;
        if (!log || (isNew ? stage.State == StageState.Running : before == stage.State))
            return;
        if (stage.State == StageState.Running)
            LogRunning(_log, stage.Stage);
        else
            LogSilent(_log, stage.Stage, stage.State, stage.LastSeen);
    }

    [LoggerMessage(153, LogLevel.Warning, "Stage {Stage} is {State}: last seen {LastSeen}")]
    private static partial void LogSilent(ILogger logger, string stage, StageState state, DateTimeOffset? lastSeen);

    [LoggerMessage(154, LogLevel.Information, "Stage {Stage} is running again")]
    private static partial void LogRunning(ILogger logger, string stage);
}
