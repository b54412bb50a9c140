using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Detection.Streaming.Lags;

/// <summary>Lowest and highest of a few finite values.</summary>
public static class Extremes
{
    /// <summary>The lowest; positive infinity of none.</summary>
    public static float Lowest(ReadOnlySpan<float> values)
    {
        var lowest = float.PositiveInfinity;
        if (values.Length < Vector128<float>.Count)
        {
            foreach (var value in values)
                lowest = Math.Min(lowest, value);
            return lowest;
        }

        ref var first = ref MemoryMarshal.GetReference(values);
        var last = (nuint)(values.Length - Vector128<float>.Count);
        var least = Vector128.LoadUnsafe(ref first, last); // the last four, which may overlap with the ones before
        for (nuint i = 0; i < last; i += (nuint)Vector128<float>.Count)
            least = Vector128.MinNative(least, Vector128.LoadUnsafe(ref first, i));
        least = Vector128.MinNative(least, Vector128.Shuffle(least, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(least[0], least[1]);
    }

    /// <summary>The highest; negative infinity of none.</summary>
    public static float Highest(ReadOnlySpan<float> values)
    {
        var highest = float.NegativeInfinity;
        if (values.Length < Vector128<float>.Count)
        {
            foreach (var value in values)
                highest = Math.Max(highest, value);
            return highest;
        }

        ref var first = ref MemoryMarshal.GetReference(values);
        var last = (nuint)(values.Length - Vector128<float>.Count);
        var most = Vector128.LoadUnsafe(ref first, last);
        for (nuint i = 0; i < last; i += (nuint)Vector128<float>.Count)
            most = Vector128.MaxNative(most, Vector128.LoadUnsafe(ref first, i));
        most = Vector128.MaxNative(most, Vector128.Shuffle(most, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(most[0], most[1]);
    }
}
