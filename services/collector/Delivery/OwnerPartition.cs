using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Contracts;
using Pipeline.Incidents.Identity;

namespace Pipeline.Collector.Delivery;

/// <summary>Which partition scores an entity: all series of one owner go to the same one.</summary>
/// <param name="count">Number of partitions, the same for all services of a cluster; positive.</param>
public sealed class OwnerPartition(int count)
{
    /// <summary>Number of partitions.</summary>
    public int Count { get; } = count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "At least one partition.");

    /// <returns>0 ≤ partition &lt; <see cref="Count"/>; the same in every process and version.</returns>
    public int Of(EntityRef entity, IReadOnlyDictionary<string, string> labels)
    {
        var owner = OwnerResolver.Resolve(entity, labels).Owner;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner.Cluster}|{owner}"));
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)Count);
    }
}
