using Pipeline.Detection.Streaming;

namespace Pipeline.Detection.Tests.Streaming;

/// <summary>Feeds a bank with values a minute apart.</summary>
internal static class Fed
{
    public const double Start = 1_790_000_000;
    public const double Step = 60;

    /// <summary>The scores of values.</summary>
    /// <param name="values">One a minute.</param>
    /// <param name="bank">A new one when left out.</param>
    /// <param name="from">Number of the first minute.</param>
    public static double[] Scores(IEnumerable<double> values, StreamingBank? bank = null, int from = 0)
    {
        bank ??= new StreamingBank(StreamingOptions.Default);
        return [.. values.Select((value, i) => bank.Push(Start + (Step * (from + i)), value).Score)];
    }

    /// <summary>A copy of a bank by way of its stored state.</summary>
    public static StreamingBank Stored(StreamingBank bank, out long bytes)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        bank.Write(writer);
        writer.Flush();
        bytes = stream.Length;
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var copy = new StreamingBank(StreamingOptions.Default);
        copy.Read(reader);
        Assert.Equal(stream.Length, stream.Position);
        return copy;
    }

    /// <summary>A service's day: a rhythm, noise, and now and then a peak.</summary>
    public static double[] Service(int count, int seed)
    {
        var noise = new Noise(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
            100 + (40 * Math.Sin(2 * Math.PI * i / 1440)) + (3 * noise.Normal()) + (noise.Uniform() < 0.002 ? 80 : 0))];
    }
}
