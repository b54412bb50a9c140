using System.Buffers.Binary;
using System.Security.Cryptography;
using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Auditing;

/// <summary>What a checkpoint says of one event.</summary>
/// <param name="Hash">The event's stored hash; zeros where it has none, as Marten's tombstones do.</param>
public sealed record AuditLeaf(long Sequence, Guid StreamId, long Version, string Hash)
{
    internal static AuditLeaf Of(StoredEvent stored) => new(
        stored.Sequence, stored.StreamId, stored.Version,
        stored.Hash is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : EventHash.Genesis);

    /// <returns>SHA-256(0x00 ‖ sequence ‖ stream ‖ version ‖ hash): integers of 8 bytes, the id's 16, all
    /// big-endian.</returns>
    internal byte[] ToMerkleLeaf()
    {
        var bytes = new byte[1 + 8 + 16 + 8 + 32];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), Sequence);
        StreamId.TryWriteBytes(bytes.AsSpan(9), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(25), Version);
        Convert.FromHexString(Hash, bytes.AsSpan(33), out _, out _);
        return SHA256.HashData(bytes);
    }
}
