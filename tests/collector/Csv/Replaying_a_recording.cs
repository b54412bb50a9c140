using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Csv;
using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Csv;

public sealed class Replaying_a_recording
{
    private readonly ManualClock _clock = new(Some.Noon);

    [Fact]
    public async Task Shows_the_shipped_one_an_hour_in_a_minute_with_its_own_times()
    {
        using var source = Source(Some.Data("online-boutique.csv"), o => (o.Speed, o.WarmUp, o.Kind) = ("60x", TimeSpan.FromMinutes(20), "Deployment"));
        var begin = DateTimeOffset.FromUnixTimeSeconds(1661150400);
        var start = await source.LookAsync(null, default);
        Assert.Equal((SourceClock.Recorded, TimeSpan.FromMinutes(1)), (start.Clock, start.Step));
        Assert.Equal(begin.AddMinutes(19), start.WarmUpUntil);
        Assert.Equal(start.WarmUpUntil, start.Frontier);
        _clock.Advance(TimeSpan.FromSeconds(6));
        var later = await source.LookAsync(start.WarmUpUntil, default);
        Assert.Equal(begin.AddMinutes(25), later.Frontier);
        var reading = await source.CollectAsync(begin.AddMinutes(19), later.Frontier, false, default);
        var cpu = reading.Windows.Single(w => w is { Metric: "cpu-utilization", Entity.Name: "recommendationservice" });
        Assert.Equal("Deployment", cpu.Entity.Kind);
        Assert.Equal([0.08, 0.08, 0.98, 1.02, 0.86, 1.10], cpu.Samples.Select(s => Math.Round(s!.Value, 2)));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(begin.AddMinutes(52), (await source.LookAsync(later.Frontier, default)).Frontier);
        Assert.Equal(40, (await source.CollectAsync(start.Origin, begin.AddMinutes(52), false, default)).Windows.Count);
    }

    [Fact]
    public async Task Goes_on_from_its_saved_position_and_not_where_it_would_have_been()
    {
        using var source = Source(Some.Data("online-boutique.csv"), o => o.Speed = "1x");
        var saved = DateTimeOffset.FromUnixTimeSeconds(1661150400).AddMinutes(10);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(saved, (await source.LookAsync(saved, default)).Frontier);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(saved.AddMinutes(2), (await source.LookAsync(saved, default)).Frontier);
    }

    [Fact]
    public async Task At_full_speed_gives_all_of_a_real_one_in_stretches()
    {
        using var source = Source(Some.Data("ec2_cpu_utilization_24ae8d.csv"), o => (o.Unit, o.Metric) = ("%", "cpu-utilization"));
        var state = await source.LookAsync(null, default);
        var (position, samples) = (state.Origin, 0);
        while (position < state.Frontier)
        {
            var reading = await source.CollectAsync(position, state.Frontier, false, default);
            samples += reading.Windows.Single().Samples.Count(s => s is not null);
            position = reading.UpTo;
        }
        Assert.Equal(4032, samples);
    }

    [Fact]
    public async Task Unpacks_a_compressed_one()
    {
        await using var folder = new TemporaryFolder();
        var path = folder.Combine("day.csv.gz");
        await using (var packed = new GZipStream(File.Create(path), CompressionMode.Compress))
            await packed.WriteAsync("timestamp,value\n1795168800,1\n1795168860,2\n"u8.ToArray());
        using var source = Source(path);
        var state = await source.LookAsync(null, default);
        Assert.Equal([1, 2], (await source.CollectAsync(state.Origin, state.Frontier, false, default)).Windows.Single().Samples);
    }

    [Fact]
    public async Task Says_the_rows_that_it_left_out_once()
    {
        await using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("a.csv"), "timestamp,value\n1795168800,1\n1795168860,zwei\n");
        using var source = Source(folder.Combine("a.csv"));
        var state = await source.LookAsync(null, default);
        var missing = Assert.Single((await source.CollectAsync(state.Origin, state.Frontier, false, default)).Missing);
        Assert.Equal("a.csv, line 3, column 'value': 'zwei' is not a number; 1 rows left out so far", missing.Reason);
        Assert.Equal("MetricSource/csv:a.csv", missing.Entity.ToString());
        Assert.Empty((await source.CollectAsync(state.Origin, state.Frontier, false, default)).Missing);
    }

    [Fact]
    public async Task Is_unavailable_while_the_file_is_not_there_or_makes_no_sense()
    {
        await using var folder = new TemporaryFolder();
        using var source = Source(folder.Combine("a.csv"));
        Assert.Contains("a.csv", (await Assert.ThrowsAsync<SourceUnavailableException>(() => source.LookAsync(null, default))).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.Combine("a.csv"), "timestamp,value\n");
        Assert.Equal("a.csv holds no rows with values", (await Assert.ThrowsAsync<SourceUnavailableException>(() => source.LookAsync(null, default))).Message);
        await File.WriteAllTextAsync(folder.Combine("a.csv"), "timestamp,value\n1795168800,1\n");
        File.SetLastWriteTimeUtc(folder.Combine("a.csv"), Some.Noon.UtcDateTime);
        Assert.Equal(SourceClock.Recorded, (await source.LookAsync(null, default)).Clock);
    }

    [Theory]
    [InlineData("60x", 60)]
    [InlineData("0.5", 0.5)]
    [InlineData("max", double.PositiveInfinity)]
    [InlineData("0", double.PositiveInfinity)]
    public void Takes_its_speed_as_people_write_it(string text, double factor)
    {
        Assert.True(ReplaySpeed.TryParse(text, out var speed));
        Assert.Equal(factor, speed.Factor);
    }

    private CsvReplaySource Source(string path, Action<CsvSourceOptions>? change = null) =>
        new(Some.File(path, change, _clock), _clock, NullLogger.Instance);
}
