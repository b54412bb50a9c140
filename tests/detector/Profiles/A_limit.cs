using Pipeline.Contracts;
using Pipeline.Detection;
using Pipeline.Detection.Profiles;
using Pipeline.Detection.Thresholds;
using Xunit;

namespace Pipeline.Detector.Tests.Profiles;

public sealed class A_limit
{
    private static readonly Limit Full = new(
        "full", Measure.Ratio, 0.9, 0.8, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2), Severity.Warning);

    [Theory]
    [InlineData(0.9, Zone.Abnormal)]
    [InlineData(0.95, Zone.Abnormal)]
    [InlineData(0.89, Zone.Between)]
    [InlineData(0.8, Zone.Between)]
    [InlineData(0.79, Zone.Healthy)]
    public void Is_left_lower_than_it_is_entered(double value, Zone zone) =>
        Assert.Equal(zone, new ThresholdDetector(Full.In("1")!).Judge(new Sample(Some.Noon, value)).Zone);

    [Theory]
    [InlineData(0.1, Zone.Abnormal)]
    [InlineData(0.15, Zone.Between)]
    [InlineData(0.3, Zone.Healthy)]
    public void May_be_a_lower_one(double value, Zone zone) =>
        Assert.Equal(zone, new ThresholdDetector(new ThresholdRule("empty", 0.1, 0.2, Severity.Warning)).Judge(new Sample(Some.Noon, value)).Zone);

    [Fact]
    public void Follows_the_unit_of_the_series()
    {
        Assert.Equal((90, 80), (Full.In("%")!.Enter, Full.In("%")!.Leave));
        Assert.Null(Full.In("By"));
    }
}
