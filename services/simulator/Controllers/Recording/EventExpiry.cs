using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Controllers.Recording;

/// <summary>Lets events go an hour after their last write, as the lease of the real store does.</summary>
public sealed class EventExpiry(ICluster cluster, SimulationLoop loop)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private readonly Queue<(DateTimeOffset Ends, StoredObject Version)> _ends = [];

    public void Start()
    {
        cluster.Watch(Kinds.Event, e =>
        {
            if (e.Type != ChangeType.Deleted)
                _ends.Enqueue((loop.GetUtcNow() + Lifetime, e.Current));
        });
        loop.Every(Period, Expire);
    }

    private void Expire()
    {
        while (_ends.TryPeek(out var first) && first.Ends <= loop.GetUtcNow())
        {
            var version = _ends.Dequeue().Version;
            if (cluster.Find(Kinds.Event, version.Key.Namespace, version.Key.Name) is not { } current || current.ResourceVersion != version.ResourceVersion)
                continue;
            try
            {
                cluster.Delete(Kinds.Event, version.Key.Namespace, version.Key.Name, new DeleteOptions("system:apiserver", Uid: version.Uid));
            }
            catch (StatusException)
            {
                // it was deleted meanwhile
            }
        }
    }
}
