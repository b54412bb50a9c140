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
/// server no longer keeps what happened since (410), was away, fails again and again, or has gone back behind what it said before, the
/// list is made anew and compared with the cache; deletions in the gap are found so. Whether it has gone back is asked whenever a watch
/// broke, ended before its time or was silent for long.
/// </remarks>
public sealed class Informer<T> : IInformer
    where T : class, IKubernetesObject
{
    private static readonly TimeSpan EarlyEnd = TimeSpan.FromSeconds(5);
    private readonly IKubernetesClient _client;
    private readonly ListQuery _selection;
    private readonly InformerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Random _random = new(RandomNumberGenerator.GetInt32(int.MaxValue));
    private readonly ChangeDispatch<T> _dispatch;
    private readonly InformerRecord _record;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _version;
    private int _failures;
    private bool _inDoubt;

    public Informer(
        IKubernetesClient client, ResourceType type, ListQuery selection, InformerOptions options, TimeProvider clock, ILogger log)
    {
        (_client, Type, _options, _clock, _log) = (client, type, options, clock, log);
        _dispatch = new ChangeDispatch<T>(type, log);
        _record = new InformerRecord(type, clock, log);
        _selection = selection with { PageSize = options.PageSize, Waiting = _record.Failed };
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
        (_version, _failures) = (null, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_version is { } version && _inDoubt && !await IsKnownAsync(version, cancellationToken))
                    _version = null;
                await WatchAsync(_version ??= await ListAsync(cancellationToken), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ExpiredException e)
            {
                _log.ListingAgain(Type, e.Message);
                _version = null;
                if (++_failures > 1) // even a fresh list is too old: the server is in trouble
                    await PauseAsync(backoff.NextPause(e.RetryAfter), cancellationToken);
            }
            catch (KubernetesException e)
            {
                if (MustListAfter(e, ++_failures))
                    _version = null;
                var pause = backoff.NextPause(e.RetryAfter);
                _record.Failed(e, pause);
                await PauseAsync(pause, cancellationToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _version = null;
                var pause = backoff.NextPause(_options.LongestPause);
                _log.Defect(e, Type, pause);
                await PauseAsync(pause, cancellationToken);
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        await Task.Delay(pause, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await _client.ListAsync<T>(Type, _selection, cancellationToken);
        _dispatch.Apply(list);
        _record.Listed(list.Items.Count);
        _synced.TrySetResult();
        return list.ResourceVersion;
    }

    /// <summary>
    /// Whether the server has come as far as a version. It alone can tell: versions are opaque. One that has not has another history than
    /// the one we know (it was restored, or made anew), and a watch from there would be accepted and stay silent.
    /// </summary>
    private async Task<bool> IsKnownAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            var query = _selection with { PageSize = 1, FirstPageOnly = true, ResourceVersion = version, ResourceVersionMatch = "NotOlderThan" };
            await _client.ListAsync<PartialObject>(Type, query, cancellationToken);
            return true;
        }
        catch (KubernetesException e) when (e.Status is { IsBehind: true })
        {
            _log.ServerWentBack(Type, e.Message);
            return false;
        }
    }

    /// <summary>One watch, until it ends or has been silent for too long.</summary>
    private async Task WatchAsync(string version, CancellationToken cancellationToken)
    {
        var query = new WatchQuery
        {
            Selection = _selection,
            ResourceVersion = version,
            Lasts = _options.WatchLasts * (1 + _random.NextDouble()),
        };
        _record.Watching();
        _inDoubt = true; // until it has ended as it should: whoever ends it otherwise may come back as somebody else
        var start = _clock.GetTimestamp();
        using var silence = new CancellationTokenSource(_options.LongestSilence, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var any = false;
        try
        {
            await foreach (var happened in _client.WatchAsync<T>(Type, query, either.Token))
            {
                silence.CancelAfter(_options.LongestSilence);
                any |= happened.Type != WatchEventType.Opened;
                Take(happened);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException && silence.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _log.Silent(Type, _options.LongestSilence);
            return;
        }
        var lasted = _clock.GetElapsedTime(start);
        if (!any && lasted < _options.ShortestWatch)
            throw new BrokenConnectionException($"watch of {Type}: it ended at once", new Failure($"WATCH {Type}"));
        _inDoubt = lasted < query.Lasts - EarlyEnd; // a server that shuts down ends its watches as if all were well
    }

    /// <summary>Applies an event; only then its version counts as seen.</summary>
    private void Take(WatchEvent<T> happened)
    {
        var isChange = happened.Type is WatchEventType.Added or WatchEventType.Modified or WatchEventType.Deleted;
        if (isChange)
            _dispatch.Apply(happened);
        _record.Heard(isChange);
        if (happened.Metadata.ResourceVersion is { Length: > 0 } seen)
            (_version, _failures) = (seen, 0);
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
