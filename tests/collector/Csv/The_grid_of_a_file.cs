using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Tests.Csv;

public sealed class The_grid_of_a_file
{
    [Fact]
    public void Has_the_median_of_the_rows_distances_as_its_step_and_gaps_are_null()
    {
        var window = Assert.Single(CsvText.Windows(Rows(0, 60, 121, 180, 360, 420)));
        Assert.Equal(TimeSpan.FromSeconds(60), window.Step);
        Assert.Equal([0, 60, 121, 180, null, null, 360, 420], window.Samples);
    }

    [Fact]
    public void Is_found_within_one_pod_when_rows_of_several_pods_interleave()
    {
        var rows = Enumerable.Range(0, 10).SelectMany(i => new[] { $"{1795168800 + (i * 30)},a,{i}", $"{1795168801 + (i * 30)},b,{i}" });
        var windows = CsvText.Windows("time,pod,load (jobs)\n" + string.Join('\n', rows));
        Assert.All(windows, w => Assert.Equal((TimeSpan.FromSeconds(30), 10), (w.Step, w.Samples.Count)));
    }

    [Fact]
    public void Keeps_the_first_value_of_a_time_that_comes_twice()
    {
        var (recording, _) = CsvText.Read(Rows(0, 60, 120) + "1795168860,99\n");
        Assert.Equal([0, 60, 120], CsvText.All(recording).Single().Samples);
        Assert.Equal(1, recording.CrowdedValues);
    }

    [Fact]
    public void Takes_rows_in_any_order() =>
        Assert.Equal([0, 60, 120, 180], Assert.Single(CsvText.Windows(Rows(120, 180, 0, 60))).Samples);

    [Fact]
    public void Is_cut_into_stretches_and_empty_years_are_skipped()
    {
        var (recording, _) = CsvText.Read("timestamp,value\n0,1\n60,2\n120,3\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{1795082400 + (i * 60)},{i}\n")));
        var (position, readings, samples) = (recording.Oldest!.Value - TimeSpan.FromMinutes(1), 0, 0);
        while (position < recording.Newest)
        {
            var reading = recording.Read(position, recording.Newest.Value);
            Assert.True(reading.UpTo > position);
            Assert.All(reading.Windows, w => Assert.InRange(w.Samples.Count, 1, 240));
            samples += reading.Windows.Sum(Values);
            (position, readings) = (reading.UpTo, readings + 1);
        }
        Assert.Equal((503, 4), (samples, readings));
    }

    private static int Values(MetricWindow window) => window.Samples.Count(s => s is not null);

    private static string Rows(params int[] seconds) =>
        "timestamp,value\n" + string.Concat(seconds.Select(s => $"{1795168800 + s},{s}\n"));
}
