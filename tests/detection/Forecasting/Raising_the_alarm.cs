using Pipeline.Detection.Forecasting;

namespace Pipeline.Detection.Tests.Forecasting;

public sealed class Raising_the_alarm
{
    private static readonly ForecastSettings Settings = new();

    [Fact]
    public void Waits_until_it_has_held_and_ends_it_only_when_far_for_a_while()
    {
        var alarm = new ExhaustionAlarm(Settings);
        Assert.False(alarm.Observe(At(0), Left(20)));
        Assert.False(alarm.Observe(At(29), Left(20)));
        Assert.True(alarm.Observe(At(30), Left(20)));
        Assert.True(alarm.Observe(At(60), Left(28))); // between the horizon and 1.25 times it
        Assert.True(alarm.Observe(At(90), null));
        Assert.True(alarm.Observe(At(149), null));
        Assert.False(alarm.Observe(At(150), null));
    }

    [Fact]
    public void Begins_to_count_again_after_a_forecast_that_is_far()
    {
        var alarm = new ExhaustionAlarm(Settings);
        alarm.Observe(At(0), Left(20));
        alarm.Observe(At(20), Left(30));
        Assert.False(alarm.Observe(At(35), Left(20)));
    }

    [Fact]
    public void Goes_on_from_its_state()
    {
        var alarm = new ExhaustionAlarm(Settings);
        alarm.Observe(At(0), Left(20));
        using var state = new MemoryStream();
        alarm.Write(new BinaryWriter(state));
        state.Position = 0;
        var read = new ExhaustionAlarm(Settings);
        read.Read(new BinaryReader(state));
        Assert.True(read.Observe(At(30), Left(20)));
    }

    private static DateTimeOffset At(int minutes) => Usage.Start.AddMinutes(minutes);

    private static Forecast? Left(double hours) => new Forecast(
        TimeSpan.FromHours(hours), TimeSpan.FromHours(hours), TimeSpan.FromHours(hours), 0.1, TimeSpan.FromHours(24), ForecastBasis.DailyPattern);
}
