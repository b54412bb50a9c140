using FsCheck;
using FsCheck.Fluent;
using Pipeline.Simulator.History;

namespace Pipeline.Simulator.Tests.History;

public sealed class The_codec_of_values
{
    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(i => (double)i),
        Gen.Choose(int.MinValue, int.MaxValue).Select(i => i / 1e6),
        Gen.Choose(0, int.MaxValue).Select(i => i * 4096.0 * 4096),
        ArbMap.Default.GeneratorFor<double>(),
        Gen.Elements(0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 1L << 52, 1L << 53, 0.1 + 0.2));

    [Fact]
    public void Gives_back_every_value_to_the_bit() =>
        Prop.ForAll(Value.ArrayOf().ToArbitrary(), values =>
        {
            var buffer = new byte[ValueCodec.LongestToken];
            var written = new List<byte>();
            var state = ValueCodec.Initial;
            foreach (var value in values)
                written.AddRange(buffer[..ValueCodec.WriteValue(buffer, value, ref state)]);
            ReadOnlySpan<byte> left = written.ToArray();
            var reading = ValueCodec.Initial;
            foreach (var value in values)
            {
                Assert.Equal((1, true), ValueCodec.Read(ref left, ref reading));
                Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(reading.Value));
            }
            Assert.Equal(0, left.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(1)] // a counter that grows evenly
    [InlineData(2)] // milliseconds of CPU that vary by a few
    [InlineData(4)] // bytes of memory that vary by a megabyte
    public void Takes_few_bytes(int most)
    {
        var random = new Random(7);
        var buffer = new byte[ValueCodec.LongestToken];
        var state = ValueCodec.Initial;
        var (bytes, value) = (0, 0.0);
        for (var i = 0; i < 1000; i++)
        {
            value = most switch
            {
                1 => value + 150,
                2 => Math.Round(value + 0.150 + (random.Next(10) / 1000000.0), 6),
                _ => 5e8 + random.Next(1 << 20),
            };
            bytes += ValueCodec.WriteValue(buffer, value, ref state);
        }
        Assert.InRange(bytes, 1, (most * 1000) + 20);
    }
}
