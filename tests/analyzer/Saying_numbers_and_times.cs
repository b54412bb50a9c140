using Pipeline.Analyzer.Words;
using Pipeline.Incidents.Tests;

namespace Pipeline.Analyzer.Tests;

public sealed class Saying_numbers_and_times
{
    [Theory]
    [InlineData(0.9712, "1", "cpu-utilization", "97.1 %")]
    [InlineData(0.05, "1", "error-ratio", "5 %")]
    [InlineData(7, "1", "restart-count", "7")]
    [InlineData(93.456, "%", "disk-full", "93.5 %")]
    [InlineData(0.0234, "s", "request-latency-p95", "23.4 ms")]
    [InlineData(0.0000012, "s", "x", "1.2 µs")]
    [InlineData(1234, "ms", "x", "1.23 s")]
    [InlineData(1500, "s", "x", "25 min")]
    [InlineData(1536, "By", "x", "1.5 KiB")]
    [InlineData(-3221225472.0, "By/s", "x", "-3 GiB/s")]
    [InlineData(123.4, "1/s", "x", "123 /s")]
    [InlineData(3, "{restart}", "x", "3 restart")]
    [InlineData(0, "s", "x", "0 s")]
    [InlineData(1.5e12, null, "x", "1.5E+12")]
    [InlineData(0.00042, null, "x", "0.00042")]
    public void A_value_has_three_digits_and_its_unit(double value, string? unit, string metric, string said) =>
        Assert.Equal(said, Quantity.Say(value, unit, metric));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.25, "250 ms")]
    [InlineData(45, "45 s")]
    [InlineData(725, "12 min 5 s")]
    [InlineData(10_800, "3 h")]
    [InlineData(187_200, "2 d 4 h")]
    [InlineData(86_465, "1 d")]
    [InlineData(-5, "0 s")]
    public void A_length_has_its_two_largest_parts(double seconds, string said) =>
        Assert.Equal(said, Times.Length(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_time_is_in_UTC() =>
        Assert.Equal("2026-11-20 12:00:00 UTC", Times.Moment(Some.Noon.ToOffset(TimeSpan.FromHours(5))));

    [Fact]
    public void What_is_too_long_says_how_long_it_was()
    {
        var clipped = new string('x', 1_234).Clip(100);
        Assert.Equal(100, clipped.Length);
        Assert.EndsWith("x … (1,234 characters)", clipped, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_never_halves_a_character() =>
        Assert.All(Enumerable.Range(40, 10), limit => Assert.DoesNotContain(
            string.Concat(Enumerable.Repeat("🙂", 50)).Clip(limit).EnumerateRunes(), rune => rune.Value == 0xFFFD));
}
