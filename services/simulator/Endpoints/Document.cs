using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Endpoints;

/// <summary>An answer that is the same for everybody until what is served changes.</summary>
/// <param name="ContentType">Content-Type.</param>
/// <param name="Body">The bytes.</param>
public sealed record Document(string ContentType, ReadOnlyMemory<byte> Body)
{
    private string? _hash;

    /// <summary>SHA-512 of the body in capital hex: its ETag, and the hash in addresses that never change.</summary>
    public string Hash => _hash ??= Convert.ToHexString(SHA512.HashData(Body.Span));

    /// <summary>A document of JSON.</summary>
    public static Document Json(JsonObject json, string contentType = "application/json") =>
        new(contentType, JsonSerializer.SerializeToUtf8Bytes(json, GoJson.Options));
}
