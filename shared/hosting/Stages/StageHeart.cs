using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.EventStore.Liveness;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Stages;

/// <summary>Says for each stage of this process that it lives, as long as its queues are consumed and it reports no trouble.</summary>
internal sealed partial class StageHeart(
    IServiceProvider services, IEnumerable<PipelineStage> stages, IEnumerable<IStageCheck> checks, Heartbeats heartbeats,
    StagePulse pulse, BusState bus, ClusterNames names, ServiceIdentity service, TimeProvider clock,
    IOptions<PipelineOptions> pipeline, IOptions<WatchdogOptions> options, ILogger<StageHeart> log) : PipelineWorker(services)
{
    private readonly Dictionary<string, string> _troubled = new(StringComparer.Ordinal);

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await ForgetPredecessorsAsync(cancellationToken);
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        do
        {
            foreach (var stage in stages)
                if (IsWell(stage))
                    await heartbeats.BeatAsync(pipeline.Value.Cluster, stage.Name, service.Instance, Detail(stage), cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>An instance that ends on purpose is forgotten, so that it does not look like one that died.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            foreach (var stage in stages)
                await heartbeats.EndAsync(pipeline.Value.Cluster, stage.Name, service.Instance, cancellationToken);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or OperationCanceledException)
        {
            LogNotEnded(log, e.Message);
        }
    }

    /// <summary>Instances that were killed long ago say nothing any more: this one stands for the stage now.</summary>
    private async Task ForgetPredecessorsAsync(CancellationToken cancellationToken)
    {
        var own = stages.Select(stage => stage.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var heartbeat in await heartbeats.ListAsync(pipeline.Value.Cluster, cancellationToken))
            if (own.Contains(heartbeat.Service) && heartbeat.Age > options.Value.StoppedAfter * 10)
                await heartbeats.EndAsync(heartbeat.Cluster, heartbeat.Service, heartbeat.Instance, cancellationToken);
    }

    private bool IsWell(PipelineStage stage)
    {
        var trouble = TroubleOnTheBus(stage) ??
            checks.Where(check => check.Stage == stage.Name).Select(check => check.Trouble()).FirstOrDefault(found => found is not null);
        if (trouble is null)
            _troubled.Remove(stage.Name);
        else if (_troubled.GetValueOrDefault(stage.Name) != trouble)
            LogTrouble(log, stage.Name, _troubled[stage.Name] = trouble);
        return trouble is null;
    }

    private string? TroubleOnTheBus(PipelineStage stage)
    {
        var queues = stage.Endpoints.SelectMany(endpoint => endpoint.QueueNames(names, pipeline.Value.Partitions)).ToHashSet(StringComparer.Ordinal);
        return bus.Trouble(queues.Contains);
    }

    private JsonElement Detail(PipelineStage stage) => JsonSerializer.SerializeToElement(
        new Dictionary<string, DateTimeOffset?> { [StageHealth.LastWork] = pulse.LastWork(stage.Name) });

    [LoggerMessage(151, LogLevel.Warning, "Stage {Stage} has no heartbeat: {Trouble}")]
    private static partial void LogTrouble(ILogger logger, string stage, string trouble);

    [LoggerMessage(152, LogLevel.Warning, "The heartbeats of this process could not be taken back: {Reason}")]
    private static partial void LogNotEnded(ILogger logger, string reason);
}
