using System.Security.Cryptography;
using System.Text.Json;

namespace Pipeline.Canonical;

/// <summary>SHA-256 as 64 lower-case hex digits: the name of a content.</summary>
public static class ContentHash
{
    /// <summary>Of the canonical form, so equal values have equal hashes however they were written.</summary>
    public static string Of(JsonElement value) => Of(CanonicalJson.Write(value));

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
