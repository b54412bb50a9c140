using System.Text.Json;
using Microsoft.Extensions.Options;
using Pipeline.EventStore.Liveness;

namespace Pipeline.Hosting.Stages;

/// <summary>Says of each stage of the cluster whether it works, from the heartbeats of all processes.</summary>
public sealed class StageHealth(Heartbeats heartbeats, IOptions<PipelineOptions> pipeline, IOptions<WatchdogOptions> options)
{
    internal const string LastWork = "lastWork";

    /// <summary>All stages that must be there or ever were, by name.</summary>
    public async Task<IReadOnlyList<StageStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        var seen = (await heartbeats.ListAsync(pipeline.Value.Cluster, cancellationToken))
            .ToLookup(heartbeat => heartbeat.Service, StringComparer.Ordinal);
        return [.. options.Value.Stages.Union(seen.Select(stage => stage.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(stage => Status(stage, [.. seen[stage]]))];
    }

    private StageStatus Status(string stage, IReadOnlyList<Heartbeat> instances) => instances.Count == 0
        ? new StageStatus(stage, StageState.Stopped, null, null, 0)
        : new StageStatus(
            stage, State(instances.Min(instance => instance.Age)), instances.Max(instance => instance.At),
            instances.Max(WorkOf), instances.Count(instance => State(instance.Age) == StageState.Running));

    private StageState State(TimeSpan age) =>
        age < options.Value.LateAfter ? StageState.Running
        : age < options.Value.StoppedAfter ? StageState.Late
        : StageState.Stopped;

    private static DateTimeOffset? WorkOf(Heartbeat heartbeat) =>
        heartbeat.Detail.TryGetProperty(LastWork, out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var time)
            ? time : null;
}
