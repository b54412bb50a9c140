using System.Buffers;

namespace Pipeline.Kubernetes.Api;

/// <summary>The first bytes of something that may never end.</summary>
internal sealed class KeptBytes(int limit)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public bool IsCut { get; private set; }

    public void Add(ReadOnlySpan<byte> data)
    {
        var room = limit - _bytes.WrittenCount;
        IsCut |= data.Length > room;
        _bytes.Write(data[..Math.Min(room, data.Length)]);
    }
}
