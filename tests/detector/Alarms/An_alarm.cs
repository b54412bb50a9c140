using Pipeline.Detection;
using Pipeline.Detection.Alarms;
using Xunit;

namespace Pipeline.Detector.Tests.Alarms;

public sealed class An_alarm
{
    private static readonly AlarmTiming Timing = new(3, 5, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));

    /// <remarks>One letter per minute: a(bnormal), b(etween), h(ealthy); N(ormal), P(ending), F(iring), C(learing).</remarks>
    [Theory]
    [InlineData("hhbb", "NNNN")]
    [InlineData("a", "P")]
    [InlineData("aaa", "PPF")]
    [InlineData("ahaa", "PPPF")] // three of four
    [InlineData("ahhaa", "PPPPF")]
    [InlineData("ahhh", "PPPN")] // three of five can no longer be
    [InlineData("abbb", "PPPN")] // between is not abnormal
    [InlineData("aaahh", "PPFCC")]
    [InlineData("aaahhh", "PPFCCN")]
    [InlineData("aaahbh", "PPFCFC")] // between does not clear
    [InlineData("aaahha", "PPFCCF")]
    [InlineData("aaahhhaaa", "PPFCCNPPF")]
    [InlineData("ahhahhahh", "PPPPNNPPP")] // too few for too long: noise
    public void Goes_through_its_phases(string samples, string phases)
    {
        var alarm = new Alarm(Timing);
        var seen = string.Concat(samples.Select((letter, minute) =>
        {
            alarm.Take(Some.Noon + (Some.Minute * minute), ZoneOf(letter));
            return alarm.Phase.ToString()[0];
        }));
        Assert.Equal(phases, seen);
    }

    [Fact]
    public void Waits_for_its_duration_also_when_the_samples_are_many()
    {
        var alarm = new Alarm(Timing);
        var step = TimeSpan.FromSeconds(15);
        var fired = Enumerable.Range(0, 20).First(i => alarm.Take(Some.Noon + (step * i), Zone.Abnormal) == AlarmChange.Fired);
        Assert.Equal(8, fired);
        Assert.Equal(Some.Noon, alarm.Since);
    }

    [Fact]
    public void Waits_for_its_samples_also_when_they_are_far_apart()
    {
        var alarm = new Alarm(Timing);
        var fired = Enumerable.Range(0, 9).First(i => alarm.Take(Some.Noon + (TimeSpan.FromHours(1) * i), Zone.Abnormal) == AlarmChange.Fired);
        Assert.Equal(2, fired);
    }

    [Theory]
    [InlineData("aa", AlarmPhase.Normal)]
    [InlineData("aaa", AlarmPhase.Firing)]
    [InlineData("aaah", AlarmPhase.Firing)] // healthy samples before a gap prove nothing after it
    public void Neither_fires_nor_heals_over_missing_data(string samples, AlarmPhase phase)
    {
        var alarm = new Alarm(Timing);
        for (var i = 0; i < samples.Length; i++)
            alarm.Take(Some.Noon + (Some.Minute * i), ZoneOf(samples[i]));
        alarm.Interrupt();
        Assert.Equal(phase, alarm.Phase);
    }

    [Fact]
    public void Clears_the_more_slowly_the_more_it_flaps_and_as_ever_after_an_hour_of_peace()
    {
        var (alarm, at) = (new Alarm(Timing), Some.Noon);
        var minutes = Enumerable.Range(0, 6).Select(_ => MinutesToClear()).ToList();
        Assert.Equal([2, 4, 8, 16, 30, 30], minutes);
        at += TimeSpan.FromMinutes(61);
        Assert.Equal(2, MinutesToClear());

        int MinutesToClear()
        {
            while (alarm.Take(at, Zone.Abnormal) != AlarmChange.Fired)
                at += Some.Minute;
            for (var minute = 0; ; minute++)
            {
                at += Some.Minute;
                if (alarm.Take(at, Zone.Healthy) == AlarmChange.Cleared)
                    return minute;
            }
        }
    }

    private static Zone ZoneOf(char letter) => letter switch { 'a' => Zone.Abnormal, 'b' => Zone.Between, _ => Zone.Healthy };
}
