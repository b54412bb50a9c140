using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Pipeline.Simulator.Protobuf;

/// <summary>Writes Protocol Buffers' wire format, field by field.</summary>
public sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Text(int field, string? value)
    {
        if (value is not null)
            Bytes(field, Encoding.UTF8.GetBytes(value));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        Bytes(field, inner.Written.Span);
    }

    public void Flag(int field, bool value)
    {
        Varint((ulong)field << 3);
        Varint(value ? 1UL : 0);
    }

    public void Whole(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
    }

    public void Real(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    private void Varint(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var count = Math.Max(1, (70 - BitOperations.LeadingZeroCount(value)) / 7);
        for (var i = 0; i < count; i++, value >>= 7)
            span[i] = (byte)((value & 0x7f) | (i < count - 1 ? 0x80u : 0));
        _bytes.Advance(count);
    }
}
