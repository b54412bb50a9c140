using Microsoft.Extensions.Options;
using Pipeline.Collector.Changes;
using Pipeline.Collector.Collection;
using Pipeline.Collector.Failures;
using Pipeline.Collector.Topology;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Workers;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Informers;
using Pipeline.Masking;

namespace Pipeline.Collector.Watching;

/// <summary>Watches the cluster in one collector at a time; when that one goes, another goes on where it stopped.</summary>
internal sealed class ClusterWatching(
    IServiceProvider services, IOptions<CollectorOptions> collector, IOptions<PipelineOptions> pipeline, IObservationStore observations, IChangeMarks marks,
    ITimeline timeline, ITopology topology, KnownCalls calls, SeenOwners owners, Masker masker, StagePulse pulse, ILoggerFactory logs)
    : LeaderWorker(services, $"collector/{pipeline.Value.Cluster}/{Source}", TimeSpan.FromSeconds(5))
{
    /// <summary>Name of the source in reports.</summary>
    public const string Source = "kubernetes";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenForgetting = TimeSpan.FromHours(1);
    private readonly KubernetesOptions _options = collector.Value.Kubernetes;
    private readonly ILogger _log = logs.CreateLogger<ClusterWatching>();

    /// <inheritdoc/>
    protected override async Task LeadAsync(CancellationToken cancellationToken)
    {
        if (!KubernetesAccess.IsWanted(_options, KubeEnvironment.OfThisProcess))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, cancellationToken);
            return;
        }
        using var client = KubernetesAccess.Connect(_options, Clock, logs);
        var informers = new InformerSet(client, InformerOptions.Default, Clock, logs);
        using var watch = new ClusterWatch(pipeline.Value.Cluster, informers, WatchScope.Of(_options));
        var customKinds = new CustomKinds(new ApiDiscovery(client, Clock), Clock);
        watch.Add(await customKinds.FindAsync(cancellationToken));
        _log.WatchStarts(client.Connection.Server, client.Connection.Origin, watch.Kinds.Count);
        using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.WhenAll(informers.RunAsync(lifetime.Token), customKinds.FollowAsync(watch, lifetime.Token));
        try
        {
            await LookAsync(watch, cancellationToken);
        }
        finally
        {
            await lifetime.CancelAsync();
            await running;
        }
    }

    private async Task LookAsync(ClusterWatch watch, CancellationToken cancellationToken)
    {
        var look = new ClusterLook(Source, _options, observations, marks, timeline, masker);
        var dependencies = new TopologyWatch(topology, calls);
        var (restored, sights) = (false, new SightLogger(_log));
        await SettleAsync(watch, cancellationToken);
        for (var forgetAt = Clock.GetUtcNow(); ;)
        {
            var pause = AfterFailure;
            try
            {
                if (!restored)
                    await look.RestoreAsync(cancellationToken);
                restored = true;
                var now = Clock.GetUtcNow();
                var seen = watch.Kinds.SelectMany(kind => kind.Sights(now)).ToList();
                sights.See(seen);
                var view = watch.View(now);
                owners.See(view);
                await dependencies.SeeAsync(view, cancellationToken);
                var (due, reports) = await look.TakeAsync(
                    view, [.. SightReports.Of(pipeline.Value.Cluster, Source, seen)], cancellationToken);
                _log.Looked(reports);
                pulse.Worked(CollectingService.Stage);
                pause = due - now < LongestPause ? due - now : LongestPause;
                if (now >= forgetAt)
                {
                    await timeline.ForgetAsync(_options.TimelineRetention, cancellationToken);
                    forgetAt = now + BetweenForgetting;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested) // the store is away: nothing was told
            {
                _log.LookFailed(e, AfterFailure);
            }
            await Task.Delay(_options.LookInterval, Clock, cancellationToken);
            if (pause > _options.LookInterval)
                await watch.WaitForChangeAsync(pause - _options.LookInterval, Clock, cancellationToken);
        }
    }

    /// <summary>Until every kind was listed, or is known not to come: what is merely not there yet is not missing.</summary>
    private async Task SettleAsync(ClusterWatch watch, CancellationToken cancellationToken)
    {
        var begun = Clock.GetTimestamp();
        while (!watch.Kinds.All(kind => kind.IsSettled) && Clock.GetElapsedTime(begun) < _options.Patience)
            await watch.WaitForChangeAsync(TimeSpan.FromMilliseconds(200), Clock, cancellationToken);
    }
}
