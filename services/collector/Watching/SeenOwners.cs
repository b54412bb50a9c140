using Pipeline.Contracts;

namespace Pipeline.Collector.Watching;

/// <summary>Who answers for what, by the newest look at the cluster; nobody knows where this process does not watch.</summary>
public sealed class SeenOwners
{
    private volatile ClusterView? _view;

    /// <summary>A new look was taken.</summary>
    public void See(ClusterView view) => _view = view;

    /// <summary>The workload that owns an entity; null when there is none, or that is not known.</summary>
    public EntityRef? Of(EntityRef entity) => _view?.OwnerOf(entity) is { } owner && owner != entity ? owner : null;
}
