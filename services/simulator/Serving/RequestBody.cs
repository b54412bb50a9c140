using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Serving;

/// <summary>Reads the bodies of requests, no longer than the real server takes.</summary>
internal static class RequestBody
{
    private const int Most = 3 * 1024 * 1024;

    /// <summary>The bytes of the body.</summary>
    /// <exception cref="StatusException">There are too many.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(ApiRequest request)
    {
        if (request.Http.Request.ContentLength > Most)
            throw TooLarge();
        var buffer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await request.Http.Request.Body.ReadAsync(buffer.GetMemory(16 * 1024), request.Aborted);
            if (read == 0)
                return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > Most)
                throw TooLarge();
        }
    }

    /// <summary>The media type of the body, without parameters; empty when none was given.</summary>
    public static string MediaType(ApiRequest request) =>
        MediaTypeHeaderValue.TryParse(request.Http.Request.ContentType, out var type) ? type.MediaType.Value?.ToLowerInvariant() ?? "" : "";

    /// <summary>The body as JSON text, whatever it was sent as.</summary>
    public static ReadOnlyMemory<byte> ToJson(ApiRequest request, ReadOnlyMemory<byte> body)
    {
        var type = MediaType(request);
        if (request.Server.Decoders.FirstOrDefault(d => d.Reads(type)) is { } decoder)
        {
            try
            {
                return JsonSerializer.SerializeToUtf8Bytes(decoder.Decode(body.Span));
            }
            catch (FormatException e)
            {
                throw Refusal.BadRequest(e.Message);
            }
        }
        return type switch
        {
            "" or "application/json" => body,
            "application/yaml" or "application/x-yaml" => JsonSerializer.SerializeToUtf8Bytes(YamlBody.ToJson(Encoding.UTF8.GetString(body.Span))),
            _ => throw UnsupportedMediaType("application/json, application/yaml, application/vnd.kubernetes.protobuf"),
        };
    }

    public static StatusException UnsupportedMediaType(string accepted) =>
        new(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {accepted}");

    /// <summary>JSON that is known to be an object of one of our own types; an empty one when there is none.</summary>
    public static async Task<JsonObject> ReadObjectAsync(ApiRequest request)
    {
        var body = ToJson(request, await ReadAsync(request));
        if (body.IsEmpty)
            return [];
        if (GoJsonErrors.Find(body.Span) is { } error)
            throw Refusal.BadRequest($"couldn't get version/kind; json parse error: {error}");
        return Parse(body.Span) as JsonObject ?? throw Refusal.BadRequest("couldn't get version/kind; json parse error: json: cannot unmarshal value into Go value of type struct");
    }

    /// <summary>A document of which <see cref="GoJsonErrors"/> found no error.</summary>
    public static JsonNode? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = true });
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw Refusal.BadRequest($"json parse error: {e.Message}");
        }
    }

    private static StatusException TooLarge() => new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Most}");
}
