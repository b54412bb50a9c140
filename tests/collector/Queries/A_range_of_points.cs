using FsCheck;
using FsCheck.Fluent;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Tests.Queries;

public sealed class A_range_of_points
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    [Fact]
    public void Begins_after_its_start_and_lies_on_multiples_of_the_step()
    {
        var range = QueryRange.Between(Some.Noon.AddSeconds(1), Some.Noon.AddSeconds(61), Step)!;
        Assert.Equal((Some.Noon.AddSeconds(15), Some.Noon.AddSeconds(60), 4), (range.Start, range.End, range.Points));
        Assert.Equal(Some.Noon.AddSeconds(15), QueryRange.Between(Some.Noon, Some.Noon.AddSeconds(15), Step)!.Start);
    }

    [Fact]
    public void Is_none_when_no_multiple_lies_between() =>
        Assert.Null(QueryRange.Between(Some.Noon, Some.Noon.AddSeconds(14), Step));

    [Fact]
    public void After_range_leaves_no_point_out_and_doubles_none() =>
        Prop.ForAll<PositiveInt[], PositiveInt>((gaps, step) =>
        {
            var (position, every, points) = (Some.Noon.AddMilliseconds(7), TimeSpan.FromMilliseconds(step.Get), new List<DateTimeOffset>());
            foreach (var gap in gaps)
            {
                var next = position.AddMilliseconds(gap.Get);
                if (QueryRange.Between(position, next, every) is { } range)
                    points.AddRange(range.Chunks(7).SelectMany(c => Enumerable.Range(0, (int)c.Points).Select(i => c.Start + (c.Step * i))));
                position = next;
            }
            var whole = QueryRange.Between(Some.Noon.AddMilliseconds(7), position, every);
            Assert.Equal(whole is null ? [] : Enumerable.Range(0, (int)whole.Points).Select(i => whole.Start + (every * i)), points);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(3600, 15, 1000, 15)]
    [InlineData(86_400, 15, 1000, 87)]
    [InlineData(10, 1, 1000, 1)]
    public void Has_a_step_that_shows_a_span_with_a_number_of_points(int span, int scrape, int points, int step) =>
        Assert.Equal(TimeSpan.FromSeconds(step), QueryRange.StepFor(TimeSpan.FromSeconds(span), TimeSpan.FromSeconds(scrape), points));

    [Fact]
    public void Refuses_a_step_that_no_server_takes() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => QueryRange.Between(Some.Noon, Some.Noon, TimeSpan.Zero));
}
