using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving;

/// <summary>Answers watches: one line for each event until the time is over.</summary>
/// <remarks>A client that reads too slowly does not hold up the store: when its queue is full, the watch ends, and it starts again from where it was.</remarks>
internal sealed class Watching(ApiRequest request, ResourceDefinition definition, Selection selection, AnswerShape shape)
{
    private const int LongestQueue = 20_000;
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromMinutes(40);
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BookmarkBeforeEnd = TimeSpan.FromSeconds(2);

    private readonly ObjectStore _store = request.Cluster.Store;
    private readonly Channel<WatchEvent> _queue = Channel.CreateBounded<WatchEvent>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private long _last;
    private bool _columnsWritten;

    /// <summary>Answers a watch.</summary>
    public static Task AnswerAsync(ApiRequest request)
    {
        var definition = request.Resource;
        var shape = Negotiation.ShapeOf(request.Http.Request, request.Server.Tables is not null);
        CheckOptions(request);
        return new Watching(request, definition, Selection.Read(request), shape).RunAsync();
    }

    private async Task RunAsync()
    {
        var version = Listing.Version(request);
        var initial = InitialStateIsWanted(version);
        var snapshot = initial ? _store.List(definition.Stored) : null;
        var after = snapshot?.ResourceVersion ?? version ?? _store.ResourceVersion;
        using var listening = _store.Listen(after, e => Enqueue(e, after));
        Begin();
        if (listening is null)
        {
            await WriteErrorAsync(new StatusException(
                410, "Expired", string.Create(CultureInfo.InvariantCulture, $"too old resource version: {after} ({_store.Compacted + 1})")));
            return;
        }
        _last = Math.Min(after, _store.ResourceVersion);
        foreach (var o in snapshot?.Objects.Values.Where(selection.MatchesAnywhere) ?? [])
            await WriteEventAsync("ADDED", o);
        if (snapshot is not null && request.Query("sendInitialEvents") is "true" or "1" && request.Flag("allowWatchBookmarks"))
            await WriteBookmarkAsync(snapshot.ResourceVersion, initialEventsEnd: true);
        await request.Http.Response.Body.FlushAsync(request.Aborted);
        await FollowAsync();
    }

    private bool InitialStateIsWanted(long? version) => request.Query("sendInitialEvents") switch
    {
        null => version is null,
        "true" or "1" => true,
        _ => false,
    };

    private void Begin()
    {
        request.Http.Response.StatusCode = 200;
        request.Http.Response.ContentType = "application/json";
        request.Http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private void Enqueue(WatchEvent e, long after)
    {
        if (e.Current.Kind != definition.Stored || e.Current.ResourceVersion <= after)
            return;
        if ((selection.Namespace.Length == 0 || e.Current.Key.Namespace == selection.Namespace) && !_queue.Writer.TryWrite(e))
            _queue.Writer.TryComplete();
    }

    private async Task FollowAsync()
    {
        var (clock, bookmarks) = (request.Server.Wall, request.Flag("allowWatchBookmarks"));
        var end = clock.GetUtcNow() + DurationOf();
        var nextBookmark = Earlier(clock.GetUtcNow() + BookmarkEvery, end - BookmarkBeforeEnd);
        while (clock.GetUtcNow() < end)
        {
            var until = bookmarks ? Earlier(nextBookmark, end) : end;
            if (!await WaitAsync(until - clock.GetUtcNow()))
                return; // the client was too slow
            while (_queue.Reader.TryRead(out var e))
                await WriteAsync(e);
            if (bookmarks && clock.GetUtcNow() >= nextBookmark && clock.GetUtcNow() < end)
            {
                await WriteBookmarkAsync(_last, initialEventsEnd: false);
                nextBookmark = end - clock.GetUtcNow() > BookmarkBeforeEnd ? Earlier(nextBookmark + BookmarkEvery, end - BookmarkBeforeEnd) : DateTimeOffset.MaxValue;
            }
            await request.Http.Response.Body.FlushAsync(request.Aborted);
        }
    }

    /// <returns>False when there will be no more events.</returns>
    private async Task<bool> WaitAsync(TimeSpan longest)
    {
        if (longest <= TimeSpan.Zero)
            return true;
        using var timeout = new CancellationTokenSource(longest, request.Server.Wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, request.Aborted);
        try
        {
            return await _queue.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>What an event is to a client that sees only what it has selected.</summary>
    private async Task WriteAsync(WatchEvent e)
    {
        _last = e.Current.ResourceVersion;
        var (was, now) = (e.Previous is not null && selection.Matches(e.Previous), e.Type != ChangeType.Deleted && selection.Matches(e.Current));
        if (was && now)
            await WriteEventAsync("MODIFIED", e.Current);
        else if (now)
            await WriteEventAsync("ADDED", e.Current);
        else if (was)
            await WriteEventAsync("DELETED", e.Type == ChangeType.Deleted ? e.Current : At(e.Previous!, e.Current.ResourceVersion));
    }

    /// <summary>The old state under the version of the write that made it leave the selection.</summary>
    private static StoredObject At(StoredObject old, long version)
    {
        var json = old.ToJson();
        json["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        return new StoredObject(old.Kind, json, version);
    }

    private Task WriteEventAsync(string type, StoredObject o) => WriteLineAsync(type, w =>
    {
        Answers.WriteShaped(w, request, definition, o, shape, withColumns: !_columnsWritten);
        _columnsWritten = true;
    });

    private Task WriteBookmarkAsync(long version, bool initialEventsEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (initialEventsEnd)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true", ["kubernetes.io/initial-events-list-blueprint"] = Blueprint() };
        var bookmark = new JsonObject
        {
            ["kind"] = shape == AnswerShape.Metadata ? "PartialObjectMetadata" : definition.Kind.Kind,
            ["apiVersion"] = shape == AnswerShape.Metadata ? "meta.k8s.io/v1" : definition.Kind.ApiVersion,
            ["metadata"] = metadata,
        };
        return WriteLineAsync("BOOKMARK", w =>
        {
            if (shape == AnswerShape.Table)
                request.Server.Tables!.Write(w, definition, [], Answers.TableVersion(request), Answers.Include(request), m => m.WriteString("resourceVersion", (string)metadata["resourceVersion"]!), false);
            else
                bookmark.WriteTo(w, GoJson.Options);
        });
    }

    /// <summary>An empty list, from which a client learns the list's type.</summary>
    private string Blueprint() => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(
        new JsonObject
        {
            ["kind"] = definition.ListKind,
            ["apiVersion"] = definition.Kind.ApiVersion,
            ["metadata"] = new JsonObject(),
            ["items"] = null,
        }.ToJsonString(GoJson.Options) + "\n"));

    private Task WriteErrorAsync(StatusException e) => WriteLineAsync("ERROR", w => Answers.StatusOf(e).WriteTo(w, GoJson.Options));

    private async Task WriteLineAsync(string type, Action<Utf8JsonWriter> writeObject)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, GoJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WritePropertyName("object");
            writeObject(writer);
            writer.WriteEndObject();
        }
        buffer.Write("\n"u8);
        await request.Http.Response.Body.WriteAsync(buffer.WrittenMemory, request.Aborted);
    }

    private TimeSpan DurationOf() =>
        request.Number("timeoutSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : DefaultDuration;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private static void CheckOptions(ApiRequest request)
    {
        var (initial, match) = (request.Query("sendInitialEvents"), request.Query("resourceVersionMatch"));
        var problems = new List<FieldProblem>();
        if (initial is not null && match != "NotOlderThan")
            problems.Add(FieldProblem.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        else if (initial is null && match is not null)
            problems.Add(FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        if (problems.Count > 0)
            throw Refusal.Invalid("ListOptions", "meta.k8s.io", "", problems);
    }
}
