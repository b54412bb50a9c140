using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Detection.Streaming.Novelty;

/// <summary>How far a feature's value lies from all it has been, as a share of the range it has had.</summary>
/// <remarks>
/// Nearest-neighbour novelty over prototypes that are grown and moved online: a value beyond the vigilance founds a prototype, else it
/// pulls the nearest one (leader clustering, J. A. Hartigan, Clustering Algorithms, 1975, ch. 3; adaptive resonance, G. A. Carpenter,
/// S. Grossberg, D. B. Rosen, Fuzzy ART, 1991). The vigilance is 1 % of the range more than the usual distance. When there is no
/// room, the prototype that was not met for longest goes. It is what an isolation forest asks, "is it alone?", at O(64) vector work.
/// </remarks>
public sealed class PrototypeNovelty
{
    private const int Capacity = 64;
    private const float Pull = 0.1f;
    private const float Vigilance = 0.01f;
    private const float RelativeFloor = 0.01f;
    private const float Memory = 1000;

    /// <summary>Values for which a prototype's last meeting is the same tick of its byte.</summary>
    private const int Tick = 64;

    private readonly float[] _prototypes = new float[Capacity];
    private readonly byte[] _met = new byte[Capacity];
    private int _count;
    private int _seen;
    private int _sinceTick;
    private byte _tick;
    private float _high;
    private float _low;
    private float _usual;

    /// <summary>Nothing was seen yet.</summary>
    public PrototypeNovelty() => Array.Fill(_prototypes, float.PositiveInfinity);

    /// <summary>Measures a value and then takes it in.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="origin">What must be added for the value's size in its unit: the floor of the range follows from it.</param>
    /// <returns>0 for a value met before, 1 for one as far outside as the whole range.</returns>
    public float Push(float value, double origin)
    {
        if (_count == 0)
        {
            (_high, _low) = (value, value);
            Found(value);
            _seen = 1;
            return 0;
        }

        _high = Math.Max(_high, value);
        _low = Math.Min(_low, value);
        var floor = RelativeFloor * (float)Math.Max(Math.Abs(_high + origin), Math.Abs(_low + origin));
        var (distance, nearest) = Nearest(value);
        var range = _high - _low + floor;
        distance = range > 0 ? distance / range : 0;
        _usual += (distance - _usual) * (_seen < Memory ? 1f / ++_seen : 1 / Memory);
        if (++_sinceTick == Tick)
            PassTick();
        if (distance > _usual + Vigilance)
        {
            Found(value);
        }
        else
        {
            _prototypes[nearest] += Pull * (value - _prototypes[nearest]);
            _met[nearest] = _tick;
        }

        return distance;
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)_count);
        for (var i = 0; i < _count; i++)
        {
            writer.Write(_prototypes[i]);
            writer.Write(_met[i]);
        }

        writer.Write((short)_seen);
        writer.Write((short)_sinceTick);
        writer.Write(_tick);
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(_usual);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        Array.Fill(_prototypes, float.PositiveInfinity);
        _count = reader.ReadByte();
        for (var i = 0; i < _count; i++)
        {
            _prototypes[i] = reader.ReadSingle();
            _met[i] = reader.ReadByte();
        }

        _seen = reader.ReadInt16();
        _sinceTick = reader.ReadInt16();
        _tick = reader.ReadByte();
        _high = reader.ReadSingle();
        _low = reader.ReadSingle();
        _usual = reader.ReadSingle();
    }

    private void Found(float value)
    {
        var place = _count < Capacity ? _count++ : LongestUnmet();
        _prototypes[place] = value;
        _met[place] = _tick;
    }

    private int LongestUnmet()
    {
        var oldest = 0;
        for (var i = 1; i < Capacity; i++)
        {
            if (_met[i] < _met[oldest])
                oldest = i;
        }

        return oldest;
    }

    private void PassTick()
    {
        _sinceTick = 0;
        if (_tick < byte.MaxValue)
        {
            _tick++;
            return;
        }

        for (var i = 0; i < _count; i++) // the order among long unmet ones is given up, the rest keeps it
            _met[i] = (byte)Math.Max(_met[i] - 64, 0);
        _tick -= 63;
    }

    private (float Distance, int Index) Nearest(float value)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_prototypes);
        var wanted = Vector256.Create(value);
        var least = Vector256.Create(float.PositiveInfinity);
        var places = Vector256<int>.Zero;
        for (var i = 0; i < _count; i += Vector256<float>.Count) // places not taken are infinitely far
        {
            var distances = Vector256.Abs(Vector256.LoadUnsafe(ref first, (nuint)i) - wanted);
            var nearer = Vector256.LessThan(distances, least);
            least = Vector256.ConditionalSelect(nearer, distances, least);
            places = Vector256.ConditionalSelect(nearer.AsInt32(), Vector256.Create(i), places);
        }

        var half = Vector128.MinNative(least.GetLower(), least.GetUpper());
        half = Vector128.MinNative(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        half = Vector128.MinNative(half, Vector128.Shuffle(half, Vector128.Create(1, 0, 3, 2)));
        var lane = BitOperations.TrailingZeroCount(Vector256.Equals(least, Vector256.Create(half.ToScalar())).ExtractMostSignificantBits());
        return (half.ToScalar(), places[lane] + lane);
    }
}
