using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Tests.Rendering;

public sealed class Numbers_and_times
{
    [Theory]
    [InlineData(0.97, "1", "0.97")]
    [InlineData(0.25, "s", "250 ms")]
    [InlineData(2.5, "s", "2.5 s")]
    [InlineData(1610612736, "By", "1.5 GiB")]
    [InlineData(2048, "By/s", "2 KiB/s")]
    [InlineData(12, "1/s", "12 /s")]
    [InlineData(97.123, "%", "97.12 %")]
    [InlineData(12345678, null, "1.235e+7")]
    [InlineData(0, "1", "0")]
    public void Are_shown_with_their_unit(double value, string? unit, string text) => Assert.Equal(text, Quantities.Show(value, unit));

    [Theory]
    [InlineData(0.25, "250 ms")]
    [InlineData(45, "45 s")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(780, "13 min")]
    [InlineData(3600, "1 h")]
    [InlineData(11100, "3 h 5 min")]
    [InlineData(187200, "2 d 4 h")]
    public void Have_two_units_at_most(double seconds, string text) => Assert.Equal(text, Times.Length(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Show_the_date_only_on_another_day()
    {
        Assert.Equal("12:05:00", Times.Short(Some.At(5), Some.Noon));
        Assert.Equal("2026-11-21 12:00:00", Times.Short(Some.Noon.AddDays(1), Some.Noon));
    }
}
