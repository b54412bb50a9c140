using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Leading;

/// <summary>PostgreSQL names advisory locks by 64 bits: the first of the SHA-256 of schema and name.</summary>
internal static class LockKey
{
    public static long Of(SchemaName schema, string name) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"pipeline:{schema}:{name}")));
}
