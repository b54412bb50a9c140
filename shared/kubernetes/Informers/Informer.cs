using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Watching;

namespace Pipeline.Kubernetes.Informers;

/// <summary>Keeps a cache of all objects of a kind up to date: lists once, then watches, and lists again only when it has lost sight.</summary>
/// <remarks>
/// A watch that ends or breaks is resumed after the last event that was applied, so nothing is missed and nothing comes twice. When the
/// server no longer keeps what happened since (410), was away, or fails again and again, the list is made anew and compared with the
/// cache; deletions in the gap are found so.
/// </remarks>
public sealed class Informer<T> : IInformer
    where T : class, IKubernetesObject
{
    private readonly IKubernetesClient _client;
    private readonly ListQuery _selection;
    private readonly InformerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Random _random = new(RandomNumberGenerator.GetInt32(int.MaxValue));
    private readonly ChangeDispatch<T> _dispatch;
    private readonly InformerRecord _record;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Informer(
        IKubernetesClient client, ResourceType type, ListQuery selection, InformerOptions options, TimeProvider clock, ILogger log)
    {
        (_client, Type, _options, _clock, _log) = (client, type, options, clock, log);
        _selection = selection with { PageSize = options.PageSize };
        _dispatch = new ChangeDispatch<T>(type, log);
        _record = new InformerRecord(type, clock, log);
    }

    /// <inheritdoc/>
    public ResourceType Type { get; }

    public ObjectCache<T> Cache => _dispatch.Cache;

    /// <inheritdoc/>
    public InformerState State => _record.State(_synced.Task.IsCompleted, _dispatch.Unreadable, _dispatch.HandlerFailures);

    /// <summary>Calls a handler for each change, one at a time and in order; first for each object there is already.</summary>
    /// <param name="handler">
    /// Quick: the informer waits for it. What it throws is logged and counted. It must be idempotent across restarts of the process.
    /// </param>
    /// <returns>Ends the subscription.</returns>
    public IDisposable Subscribe(Action<ObjectChange<T>> handler) => _dispatch.Subscribe(handler);

    /// <inheritdoc/>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => _synced.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(_options, _clock, _random);
        string? version = null;
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                version ??= await ListAsync(cancellationToken);
                await foreach (var seen in WatchAsync(version, cancellationToken))
                {
                    version = seen;
                    failures = 0;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ExpiredException e)
            {
                _log.ListingAgain(Type, e.Message);
                version = null;
                if (++failures > 1) // even a fresh list is too old: the server is in trouble
                    await Task.Delay(backoff.NextPause(e.RetryAfter), _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (KubernetesException e)
            {
                if (MustListAfter(e, ++failures))
                    version = null;
                var pause = backoff.NextPause(e.RetryAfter);
                _record.Failed(e, pause);
                await Task.Delay(pause, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                version = null;
                var pause = backoff.NextPause(_options.LongestPause);
                _log.Defect(e, Type, pause);
                await Task.Delay(pause, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await _client.ListAsync<T>(Type, _selection, cancellationToken);
        _dispatch.Apply(list);
        _record.Listed(list.Items.Count);
        _synced.TrySetResult();
        return list.ResourceVersion;
    }

    /// <summary>One watch; gives the version of each event after it has been applied.</summary>
    private async IAsyncEnumerable<string> WatchAsync(
        string version, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new WatchQuery
        {
            Selection = _selection,
            ResourceVersion = version,
            Lasts = _options.WatchLasts * (1 + _random.NextDouble()),
        };
        _record.Watching();
        var start = _clock.GetTimestamp();
        var any = false;
        await foreach (var happened in _client.WatchAsync<T>(Type, query, cancellationToken))
        {
            var isChange = happened.Type is WatchEventType.Added or WatchEventType.Modified or WatchEventType.Deleted;
            any |= happened.Type != WatchEventType.Opened;
            if (isChange)
                _dispatch.Apply(happened);
            _record.Heard(isChange);
            if (happened.Metadata.ResourceVersion is { Length: > 0 } seen)
                yield return seen;
        }
        if (!any && _clock.GetElapsedTime(start) < _options.ShortestWatch)
            throw new BrokenConnectionException($"watch of {Type}: it ended at once", new Failure($"WATCH {Type}"));
    }

    /// <summary>
    /// Whether the version is of no use any more. A server that was away may come back with another history (restored, or a new one),
    /// in which ours lies in the future: there a watch is silent for ever.
    /// </summary>
    private bool MustListAfter(KubernetesException e, int failures) => e switch
    {
        UnreachableException or NotFoundException or ForbiddenException or UnauthorizedException or BadRequestException or InvalidException => true,
        ServerErrorException { Status.Code: 500 } => true,
        _ => failures >= _options.FailuresBeforeList,
    };
}
