using System.Runtime.CompilerServices;
using System.Text.Json;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Transport;
using Pipeline.Kubernetes.Watching;

namespace Pipeline.Kubernetes.Api;

public sealed partial class KubernetesClient
{
    private static readonly TimeSpan WatchGrace = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<ObjectList<T>> ListAsync<T>(ResourceType type, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            return await ListPagedAsync<T>(type, query, query.PageSize, cancellationToken);
        }
        catch (ExpiredException) when (query.ResourceVersionMatch != "Exact")
        {
            // a page took longer than the server keeps the list's moment: all over again, in one piece, as client-go does
            return await ListPagedAsync<T>(type, query, pageSize: 0, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        ResourceType type, WatchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var text = new QueryText();
        query.Selection.AddSelectorsTo(text);
        text.Add("watch", true)
            .Add("allowWatchBookmarks", true)
            .Add("resourceVersion", query.ResourceVersion)
            .Add("timeoutSeconds", (long)query.Lasts.TotalSeconds);
        var request = new ApiRequest(HttpMethod.Get, CollectionOf(type, query.Selection.Namespace) + text)
        {
            Accept = typeof(T) == typeof(PartialObject) ? PartialObjectAccept : ApiRequest.Json,
            MayRetry = false,
        };
        using var deadline = new CancellationTokenSource(query.Lasts + WatchGrace, _transport.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var response = await _transport.OpenAsync(request, either.Token);
        await using var body = await response.Content.ReadAsStreamAsync(either.Token);
        var reader = new WatchReader<T>(request.Name, body);
        yield return new WatchEvent<T>(WatchEventType.Opened, null, new ObjectMeta());
        while (await NextAsync(reader, request, either.Token, cancellationToken) is { } happened)
            yield return happened;
    }

    private async Task<ObjectList<T>> ListPagedAsync<T>(ResourceType type, ListQuery query, int pageSize, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var items = new List<T>();
        var unreadable = new List<UnreadableObject>();
        string? more = null;
        while (true)
        {
            var text = new QueryText();
            query.AddSelectorsTo(text);
            text.Add("limit", pageSize > 0 ? pageSize : null);
            if (more is null)
                text.Add("resourceVersion", query.ResourceVersion).Add("resourceVersionMatch", query.ResourceVersionMatch);
            else
                text.Add("continue", more);
            var page = await ReadPageAsync<T>(CollectionOf(type, query.Namespace) + text, query.Waiting, cancellationToken);
            items.AddRange(page.Items);
            unreadable.AddRange(page.Unreadable);
            if (page.Continue is null || query.FirstPageOnly)
                return new ObjectList<T>(items, page.ResourceVersion, unreadable);
            more = page.Continue;
        }
    }

    private Task<ListPage<T>> ReadPageAsync<T>(
        string pathAndQuery, Action<KubernetesException, TimeSpan>? waiting, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        var request = new ApiRequest(HttpMethod.Get, pathAndQuery)
        {
            Accept = typeof(T) == typeof(PartialObject) ? PartialListAccept : ApiRequest.Json,
            Waiting = waiting,
        };
        return _transport.SendAsync(
            request,
            async (response, token) =>
            {
                await using var body = await response.Content.ReadAsStreamAsync(token);
                try
                {
                    return await new ListReader<T>(body).ReadAsync(token);
                }
                catch (JsonException e)
                {
                    throw NoAnswerOfThisApi(request, e.Message, e);
                }
            },
            cancellationToken);
    }

    private static async ValueTask<WatchEvent<T>?> NextAsync<T>(
        WatchReader<T> reader, ApiRequest request, CancellationToken either, CancellationToken cancellationToken)
        where T : class, IKubernetesObject
    {
        try
        {
            return await reader.ReadAsync(either);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestTimeoutException($"{request.Name}: the watch outlived its time: the connection is dead", new Failure(request.Name, Inner: e));
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokenConnectionException($"{request.Name}: the watch broke: {e.Message}", new Failure(request.Name, Inner: e));
        }
        catch (JsonException e)
        {
            throw new UnexpectedAnswerException($"{request.Name}: the watch holds garbage: {e.Message}", new Failure(request.Name, Inner: e));
        }
    }
}
