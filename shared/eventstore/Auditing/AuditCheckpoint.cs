using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Canonical;

namespace Pipeline.EventStore.Auditing;

/// <summary>What the global order held between two numbers; signed in its canonical form (RFC 8785).</summary>
/// <param name="Number">From 1, without holes.</param>
/// <param name="After">The <see cref="Through"/> of the checkpoint before, or 0: the stretch begins after it.</param>
/// <param name="Through">The last number of the stretch.</param>
/// <param name="At">By the clock of the process that signed.</param>
/// <param name="Events">Number of leaves.</param>
/// <param name="Root">Merkle root (RFC 6962) of the leaves, hex.</param>
/// <param name="Holes">Proven never to have events, as [first, last]; with the leaves they fill the stretch.</param>
/// <param name="Previous">Hash of the checkpoint before, hex; zeros for the first.</param>
/// <param name="Key">SHA-256 of the public key (SubjectPublicKeyInfo), hex.</param>
public sealed record AuditCheckpoint(
    [property: JsonPropertyName("number")] long Number,
    [property: JsonPropertyName("after")] long After,
    [property: JsonPropertyName("through")] long Through,
    [property: JsonPropertyName("at")] string At,
    [property: JsonPropertyName("events")] int Events,
    [property: JsonPropertyName("root")] string Root,
    [property: JsonPropertyName("holes")] IReadOnlyList<long[]> Holes,
    [property: JsonPropertyName("previous")] string Previous,
    [property: JsonPropertyName("key")] string Key)
{
    /// <summary>What the first checkpoint has as its previous.</summary>
    public static string None { get; } = new('0', 64);

    public static string Format(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public byte[] Canonical() => CanonicalJson.Write(JsonSerializer.SerializeToElement(this));

    public string Hash() => ContentHash.Of(Canonical());
}
