using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Watching;

/// <summary>One kind, watched in the whole cluster or namespace by namespace.</summary>
internal sealed class WatchedKind<T> : IWatchedKind
    where T : class, IKubernetesObject
{
    private readonly IReadOnlyList<(string? Namespace, Informer<T> Informer)> _informers;
    private readonly WatchScope _scope;

    public WatchedKind(InformerSet informers, ResourceType type, WatchScope scope)
    {
        (Type, _scope) = (type, scope);
        _informers = type.Namespaced && scope.Namespaces.Count > 0
            ? [.. scope.Namespaces.Select(ns => ((string?)ns, informers.Of<T>(type, new ListQuery { Namespace = ns })))]
            : [(null, informers.Of<T>(type))];
    }

    /// <inheritdoc/>
    public ResourceType Type { get; }

    /// <inheritdoc/>
    public IEnumerable<Sight> Sights(DateTimeOffset now) => _informers.Select(i => new Sight(Type, i.Namespace, Blindness(i.Informer.State, now), i.Informer.State.Trouble));

    /// <inheritdoc/>
    public bool IsSettled => _informers.All(i => i.Informer.State is { IsSynced: true } or { Trouble: not InformerTrouble.None });

    /// <summary>False once the server has said that it does not know the kind: then there are no objects of it, whatever there were.</summary>
    public bool IsServed => _informers.Any(i => i.Informer.State.Trouble != InformerTrouble.NotServed);

    /// <inheritdoc/>
    public IEnumerable<IDisposable> Subscribe(Action changed) => _informers.Select(i => i.Informer.Subscribe(_ => changed())).ToList();

    /// <summary>The objects as they are now, those that are left out excepted.</summary>
    public KindView<T> View(DateTimeOffset now)
    {
        var blind = _informers.Select(i => (i.Namespace, Why: Blindness(i.Informer.State, now))).Where(b => b.Why is not null).ToList();
        var items = _informers.SelectMany(i => i.Informer.Cache.All).Where(item => _scope.Includes(item.Metadata.Namespace)).ToList();
        return blind.Count == _informers.Count
            ? new KindView<T>(items, blind[0].Why)
            : new KindView<T>(items, null, blind.Count == 0 ? null : blind.Select(b => b.Namespace!).ToHashSet());
    }

    private string? Blindness(InformerState state, DateTimeOffset now) => state switch
    {
        { IsSynced: false } => state.Problem ?? "it has not been listed yet",
        { Trouble: InformerTrouble.None } => null,
        { Trouble: InformerTrouble.Forbidden or InformerTrouble.Unauthorized } => state.Problem,
        _ => now - (state.LastContact ?? DateTimeOffset.MinValue) > _scope.Patience ? state.Problem : null,
    };
}

/// <summary>A kind that is watched.</summary>
internal interface IWatchedKind
{
    ResourceType Type { get; }

    /// <summary>Whether the first list came, or is known not to come for now.</summary>
    bool IsSettled { get; }

    /// <summary>What can be seen of it, one for each place where it is watched.</summary>
    IEnumerable<Sight> Sights(DateTimeOffset now);

    /// <summary>Says that something changed, until disposed.</summary>
    IEnumerable<IDisposable> Subscribe(Action changed);
}

/// <summary>Whether a kind can be seen in one place.</summary>
/// <param name="Namespace">Null for the whole cluster.</param>
/// <param name="Blindness">Why not; null when it can.</param>
internal sealed record Sight(ResourceType Type, string? Namespace, string? Blindness, InformerTrouble Trouble);
