using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Incidents.Identity;

/// <summary>Ids that are computed, so that two writers who mean the same thing write the same id.</summary>
public static class IncidentId
{
    private static readonly Guid Namespace = new("6f1f5a52-4d0f-5b0e-9f57-2f8a6d2b7c11");

    /// <summary>The incident's id, which is also its stream: UUIDv5 of key and episode.</summary>
    /// <param name="key">Cluster, owner and failure class.</param>
    /// <param name="episode">1 for the first incident of the key, one more for each later one.</param>
    public static Guid Of(IncidentKey key, int episode) =>
        NameBased(string.Create(CultureInfo.InvariantCulture, $"incident|{key}|{episode}"));

    /// <summary>The id of one attempt of one action: the same attempt has the same id on every replica.</summary>
    public static Guid OfAction(Guid incidentId, string planHash, int step, int attempt) =>
        NameBased(string.Create(CultureInfo.InvariantCulture, $"action|{incidentId}|{planHash}|{step}|{attempt}"));

    /// <summary>Key under which an action's effect happens at most once: the same for all attempts of the step.</summary>
    public static Guid OfEffect(Guid incidentId, string planHash, int step) =>
        NameBased(string.Create(CultureInfo.InvariantCulture, $"effect|{incidentId}|{planHash}|{step}"));

    /// <summary>A name-based UUID, version 5 (RFC 9562 §5.5), in the pipeline's own namespace.</summary>
    public static Guid NameBased(string name)
    {
        Span<byte> space = stackalloc byte[16];
        Namespace.TryWriteBytes(space, bigEndian: true, out _);
#pragma warning disable CA5350 // RFC 9562 fixes SHA-1 for version 5; nothing rests on its strength
        var hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        BinaryPrimitives.WriteInt16BigEndian(
            hash.AsSpan(8), (short)((BinaryPrimitives.ReadInt16BigEndian(hash.AsSpan(8)) & 0x3FFF) | 0x8000));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
