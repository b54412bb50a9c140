using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving;

/// <summary>Answers lists and single reads: of the newest state or of an earlier one, in pages, selected.</summary>
internal static class Listing
{
    private static readonly TimeSpan PatienceForVersion = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const string ExpiredContinue =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, "
        + "or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list"
        + " - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    /// <summary>Answers the read of one object.</summary>
    public static async Task GetAsync(ApiRequest request)
    {
        if (Version(request) is { } version)
            await WaitForAsync(request, version);
        await Answers.ObjectAsync(request, 200, request.Find());
    }

    /// <summary>Answers a list.</summary>
    public static async Task ListAsync(ApiRequest request)
    {
        var definition = request.Resource;
        var shape = Negotiation.ShapeOf(request.Http.Request, request.Server.Tables is not null);
        var selection = Selection.Read(request);
        var (snapshot, start) = await SnapshotAsync(request, definition);
        var limit = LimitOf(request, start);
        var (items, next, remaining) = Page(snapshot, selection, start, limit);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, GoJson.WriterOptions))
        {
            void Metadata(Utf8JsonWriter w)
            {
                w.WriteString("resourceVersion", snapshot.ResourceVersion.ToString(CultureInfo.InvariantCulture));
                if (next is not null)
                    w.WriteString("continue", next.ToString());
                else if (definition.Custom is not null)
                    w.WriteString("continue", "");
                if (remaining is > 0 && next is not null)
                    w.WriteNumber("remainingItemCount", remaining.Value);
            }
            Write(writer, request, definition, items, shape, Metadata);
        }
        await Answers.BytesAsync(request.Http, 200, "application/json", buffer.WrittenMemory);
    }

    /// <summary>A resourceVersion of the query; null when there is none or 0.</summary>
    /// <exception cref="StatusException">It is no number.</exception>
    public static long? Version(ApiRequest request)
    {
        if (request.Query("resourceVersion") is not { } text)
            return null;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw Refusal.Unexpected($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
        return version == 0 ? null : version;
    }

    /// <summary>Writes a list of objects.</summary>
    public static void Write(
        Utf8JsonWriter writer, ApiRequest request, ResourceDefinition definition, IReadOnlyCollection<StoredObject> items, AnswerShape shape,
        Action<Utf8JsonWriter> metadata)
    {
        if (shape == AnswerShape.Table)
        {
            request.Server.Tables!.Write(
                writer, definition, items.Select(i => Answers.Served(definition, i)), Answers.TableVersion(request), Answers.Include(request), metadata,
                withColumns: true);
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("kind", shape == AnswerShape.Metadata ? "PartialObjectMetadataList" : definition.ListKind);
        writer.WriteString("apiVersion", shape == AnswerShape.Metadata ? "meta.k8s.io/v1" : definition.Kind.ApiVersion);
        writer.WriteStartObject("metadata");
        metadata(writer);
        writer.WriteEndObject();
        writer.WriteStartArray("items");
        var typeless = definition.Custom is null && definition.Kind == definition.Stored;
        byte[] scratch = [];
        foreach (var item in items)
        {
            if (shape == AnswerShape.Metadata)
                Answers.WriteMetadata(writer, item);
            else if (typeless)
                WriteWithoutType(writer, item, ref scratch);
            else
                WriteServed(writer, definition, item);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteWithoutType(Utf8JsonWriter writer, StoredObject item, ref byte[] scratch)
    {
        var rest = item.Utf8AfterType;
        if (scratch.Length < rest.Length + 1)
            scratch = new byte[(rest.Length + 1) * 2];
        scratch[0] = (byte)'{';
        rest.CopyTo(scratch.AsSpan(1));
        writer.WriteRawValue(scratch.AsSpan(0, rest.Length + 1), skipInputValidation: true);
    }

    private static void WriteServed(Utf8JsonWriter writer, ResourceDefinition definition, StoredObject item)
    {
        if (definition.Custom is not null && definition.Kind == definition.Stored)
        {
            writer.WriteRawValue(item.Utf8, skipInputValidation: true);
            return;
        }
        var served = KindConversion.ToServed(definition, item.ToJson());
        if (definition.Custom is null)
        {
            served.Remove("kind");
            served.Remove("apiVersion");
        }
        served.WriteTo(writer, GoJson.Options);
    }

    private static async Task<(ObjectSnapshot Snapshot, ContinueToken? Start)> SnapshotAsync(ApiRequest request, ResourceDefinition definition)
    {
        var (store, match) = (request.Cluster.Store, request.Query("resourceVersionMatch"));
        CheckMatch(request, match);
        if (request.Query("continue") is { } token)
        {
            if (request.Query("resourceVersion") is not null and not "0")
                throw Refusal.BadRequest("specifying resource version is not allowed when using continue");
            var start = ContinueToken.Parse(token);
            if (start.ResourceVersion < 0)
                return (store.List(definition.Stored), start);
            var old = store.ListAt(definition.Stored, start.ResourceVersion) ?? throw new StatusException(410, "Expired", ExpiredContinue)
            {
                Continue = (start with { ResourceVersion = -1 }).ToString(),
            };
            return (old with { ResourceVersion = start.ResourceVersion }, start);
        }
        if (Version(request) is not { } version)
            return (store.List(definition.Stored), null);
        if (match == "Exact" || (match is null && request.Query("limit") is not null))
        {
            await WaitForAsync(request, version);
            var exact = store.ListAt(definition.Stored, version) ?? throw Refusal.Expired("The resourceVersion for the provided list is too old.");
            return (exact with { ResourceVersion = version }, null);
        }
        await WaitForAsync(request, version);
        return (store.List(definition.Stored), null);
    }

    private static void CheckMatch(ApiRequest request, string? match)
    {
        if (match is null)
            return;
        var problems = new List<FieldProblem>();
        if (request.Query("resourceVersion") is null && request.Query("continue") is null)
            problems.Add(FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
        else if (request.Query("continue") is not null)
            problems.Add(FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
        else if (match is not ("Exact" or "NotOlderThan"))
            problems.Add(FieldProblem.NotSupported("resourceVersionMatch", match, "Exact", "NotOlderThan", ""));
        else if (match == "Exact" && request.Query("resourceVersion") == "0")
            problems.Add(FieldProblem.Forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        if (problems.Count > 0)
            throw Refusal.Invalid("ListOptions", "meta.k8s.io", "", problems);
    }

    /// <summary>The real server ignores the limit when it answers from its cache.</summary>
    private static long LimitOf(ApiRequest request, ContinueToken? start)
    {
        var limit = Math.Max(0, request.Number("limit") ?? 0);
        return request.Query("resourceVersion") == "0" && start is null ? 0 : limit;
    }

    private static (List<StoredObject> Items, ContinueToken? Next, long? Remaining) Page(
        ObjectSnapshot snapshot, Selection selection, ContinueToken? start, long limit)
    {
        var (items, left) = (new List<StoredObject>(), 0L);
        ContinueToken? next = null;
        foreach (var (key, o) in snapshot.Objects)
        {
            if ((selection.Namespace.Length > 0 && key.Namespace != selection.Namespace) || start?.IsPast(key, selection.Namespace.Length > 0) == true)
                continue;
            if (!selection.Matches(o))
                continue;
            if (limit > 0 && items.Count == limit)
            {
                next ??= ContinueToken.After(items[^1].Key, selection.Namespace.Length > 0, snapshot.ResourceVersion);
                left++;
            }
            else
            {
                items.Add(o);
            }
        }
        return (items, next, selection.SelectsAll ? left : null);
    }

    /// <summary>A version may be asked for that is not here yet; it never comes when somebody has made it up.</summary>
    private static async Task WaitForAsync(ApiRequest request, long version)
    {
        var (store, clock) = (request.Cluster.Store, request.Server.Wall);
        var start = clock.GetTimestamp();
        while (store.ResourceVersion < version)
        {
            if (clock.GetElapsedTime(start) >= PatienceForVersion)
                throw Refusal.TooLargeResourceVersion(version, store.ResourceVersion);
            await Task.Delay(Pause, clock, request.Aborted);
        }
    }
}
