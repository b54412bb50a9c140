using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Serving;

/// <summary>Writes answers.</summary>
public static class Answers
{
    private const string JsonType = "application/json";
    private const int CompressedFrom = 128 * 1024;

    /// <summary>Answers with a JSON object.</summary>
    public static Task JsonAsync(HttpContext http, int status, JsonObject json) =>
        BytesAsync(http, status, JsonType, JsonSerializer.SerializeToUtf8Bytes(json, GoJson.Options));

    /// <summary>Answers with plain text.</summary>
    public static Task TextAsync(HttpContext http, int status, string text) =>
        BytesAsync(http, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    /// <summary>Answers with a Status that says why not.</summary>
    public static Task RefusalAsync(HttpContext http, StatusException e)
    {
        if (e.Details?["retryAfterSeconds"] is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString();
        return JsonAsync(http, e.Code, StatusOf(e));
    }

    /// <summary>A Status that says why not.</summary>
    public static JsonObject StatusOf(StatusException e)
    {
        var metadata = new JsonObject();
        if (e.Continue is not null)
            metadata["continue"] = e.Continue;
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = metadata,
            ["status"] = "Failure",
            ["message"] = e.Message,
        };
        if (e.Reason.Length > 0)
            status["reason"] = e.Reason;
        if (e.Details is not null)
            status["details"] = e.Details.DeepClone();
        status["code"] = e.Code;
        return status;
    }

    /// <summary>A Status that says that something was done.</summary>
    public static JsonObject Success(JsonObject? details = null, int? code = null)
    {
        var status = new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success" };
        if (details is not null)
            status["details"] = details;
        if (code is not null)
            status["code"] = code;
        return status;
    }

    /// <summary>Answers with an object in the shape that the client wants.</summary>
    internal static Task ObjectAsync(ApiRequest request, int status, StoredObject o)
    {
        var definition = request.Resource;
        var shape = Negotiation.ShapeOf(request.Http.Request, request.Server.Tables is not null);
        if (shape == AnswerShape.Objects && definition.Kind == definition.Stored)
            return BytesAsync(request.Http, status, JsonType, o.Utf8.ToArray());
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, GoJson.WriterOptions))
            WriteShaped(writer, request, definition, o, shape, withColumns: true);
        return BytesAsync(request.Http, status, JsonType, buffer.WrittenMemory);
    }

    /// <summary>Writes one object in a shape.</summary>
    internal static void WriteShaped(
        Utf8JsonWriter writer, ApiRequest request, ResourceDefinition definition, StoredObject o, AnswerShape shape, bool withColumns)
    {
        switch (shape)
        {
            case AnswerShape.Metadata:
                WriteMetadata(writer, o);
                break;
            case AnswerShape.Table:
                request.Server.Tables!.Write(
                    writer, definition, [Served(definition, o)], TableVersion(request), Include(request),
                    w => w.WriteString("resourceVersion", o.Root.GetProperty("metadata").TryGetProperty("resourceVersion", out var v) ? v.GetString() : ""),
                    withColumns);
                break;
            default:
                writer.WriteRawValue(definition.Kind == definition.Stored ? o.Utf8 : Encoding.UTF8.GetBytes(Served(definition, o).GetRawText()), skipInputValidation: true);
                break;
        }
    }

    /// <summary>An object with nothing but its metadata.</summary>
    internal static void WriteMetadata(Utf8JsonWriter writer, StoredObject o)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "PartialObjectMetadata");
        writer.WriteString("apiVersion", "meta.k8s.io/v1");
        writer.WritePropertyName("metadata");
        o.Root.GetProperty("metadata").WriteTo(writer);
        writer.WriteEndObject();
    }

    /// <summary>An object in the version that it is served in.</summary>
    internal static JsonElement Served(ResourceDefinition definition, StoredObject o) => definition.Kind == definition.Stored
        ? o.Root
        : JsonSerializer.SerializeToElement(KindConversion.ToServed(definition, o.ToJson()), GoJson.Options);

    /// <summary>The version of meta.k8s.io that a client wants its tables in.</summary>
    internal static string TableVersion(ApiRequest request) =>
        request.Http.Request.Headers.Accept.ToString() is var accept && accept.Contains("v=v1;", StringComparison.Ordinal)
        || !accept.Contains("v=v1beta1", StringComparison.Ordinal) ? "v1" : "v1beta1";

    /// <summary>What a client wants to have with each row of a table.</summary>
    internal static string Include(ApiRequest request) => request.Query("includeObject") ?? "Metadata";

    /// <summary>Answers with bytes, compressed when there are many and the client can take it.</summary>
    public static async Task BytesAsync(HttpContext http, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        if (body.Length < CompressedFrom || !http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
                await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
            return;
        }
        http.Response.Headers.ContentEncoding = "gzip";
        http.Response.Headers.Vary = "Accept-Encoding";
        await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await gzip.WriteAsync(body, http.RequestAborted);
    }
}
