using System.Buffers.Binary;

namespace Pipeline.Simulator.Protobuf;

/// <summary>Reads Protocol Buffers' wire format, field by field. Never reads past the end of what it was given.</summary>
/// <exception cref="FormatException">It is no protobuf; thrown by <see cref="Next"/> and the values.</exception>
public ref struct ProtobufReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private ulong _number;

    /// <summary>Number of the field that <see cref="Next"/> came to.</summary>
    public int Field { get; private set; }

    /// <summary>Bytes of a text, a message or bytes; empty for numbers.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the field has <see cref="Bytes"/>, not a number.</summary>
    public bool HasBytes { get; private set; }

    /// <summary>Value of a varint.</summary>
    public readonly long Number => unchecked((long)_number);

    /// <summary>Value of a fixed64.</summary>
    public readonly double Real => BitConverter.UInt64BitsToDouble(_number);

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var key = Varint();
        if (key >> 3 is 0 or > int.MaxValue)
            throw new FormatException("a field of protobuf has no number");
        (Field, HasBytes, _number) = ((int)(key >> 3), false, 0);
        Bytes = default;
        switch (key & 7)
        {
            case 0:
                _number = Varint();
                break;
            case 1:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Bytes = Take(Varint());
                HasBytes = true;
                break;
            case 5:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException("protobuf with groups is not read");
        }
        return true;
    }

    /// <summary>Reads all bytes as varints, as numbers are packed.</summary>
    public static List<long> Packed(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        var numbers = new List<long>();
        while (!reader._rest.IsEmpty)
            numbers.Add(unchecked((long)reader.Varint()));
        return numbers;
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw new FormatException("protobuf ends in the middle of a field");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < Math.Min(10, _rest.Length); i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }
        throw new FormatException("protobuf ends in the middle of a number");
    }
}
