using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Informers;

/// <summary>The informers of a process, one for each kind and selection however many ask for it.</summary>
public sealed class InformerSet(IKubernetesClient client, InformerOptions options, TimeProvider clock, ILoggerFactory logs)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type, ResourceType, string?, string?, string?), IInformer> _informers = [];
    private readonly List<Task> _running = [];
    private CancellationToken? _lifetime;

    public IReadOnlyList<IInformer> All
    {
        get
        {
            lock (_lock)
                return [.. _informers.Values];
        }
    }

    /// <summary>The informer of a typed kind; it starts with the set, or at once when the set runs already.</summary>
    public Informer<T> Of<T>(ListQuery? selection = null)
        where T : class, IKindOfObject => Of<T>(T.Type, selection);

    /// <summary>The informer of any kind, as a typed record, as metadata (<see cref="PartialObject"/>) or raw.</summary>
    public Informer<T> Of<T>(ResourceType type, ListQuery? selection = null)
        where T : class, IKubernetesObject
    {
        var query = selection ?? ListQuery.Everything;
        var key = (typeof(T), type, query.Namespace, query.LabelSelector, query.FieldSelector);
        lock (_lock)
        {
            if (_informers.TryGetValue(key, out var known))
                return (Informer<T>)known;
            var informer = new Informer<T>(client, type, query, options, clock, logs.CreateLogger<Informer<T>>());
            _informers.Add(key, informer);
            if (_lifetime is { } lifetime)
                Start(informer, lifetime);
            return informer;
        }
    }

    /// <summary>Runs all informers, those included that are asked for later, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_lifetime is not null)
                throw new InvalidOperationException("the informers run already");
            _lifetime = cancellationToken;
            foreach (var informer in _informers.Values)
                Start(informer, cancellationToken);
        }
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] running;
        lock (_lock)
            running = [.. _running];
        await Task.WhenAll(running);
    }

    /// <summary>Until each informer has read its list. Who can do without one looks at its state instead of waiting.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All.Select(informer => informer.WaitForSyncAsync(cancellationToken)));

    private void Start(IInformer informer, CancellationToken cancellationToken) =>
        _running.Add(Task.Run(() => informer.RunAsync(cancellationToken), CancellationToken.None));
}
