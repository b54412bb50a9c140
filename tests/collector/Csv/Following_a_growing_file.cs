using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Csv;
using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Csv;

public sealed class Following_a_growing_file : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(Some.Noon);
    private CsvFollowSource _source = null!;
    private DateTimeOffset? _position;

    private string FilePath => _folder.Combine("live.csv");

    public Task InitializeAsync()
    {
        _source = new CsvFollowSource(Some.File(FilePath, o => o.Follow = true, _clock), _clock, NullLogger.Instance);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task Gives_rows_as_they_come_and_never_half_of_one()
    {
        await WriteAsync("timestamp,value\n" + Rows(0, 9));
        Assert.Equal(Numbers(0, 9), await TakeAsync());
        await AppendAsync($"{At(9)},1");
        Assert.Empty(await TakeAsync());
        await AppendAsync("2\n");
        Assert.Equal([12], await TakeAsync());
    }

    [Fact]
    public async Task Waits_for_enough_rows_to_know_their_step()
    {
        await WriteAsync("timestamp,value\n" + Rows(0, 8));
        var e = await Assert.ThrowsAsync<SourceUnavailableException>(TakeAsync);
        Assert.Equal("the file has too few rows yet (8) to tell their step; set Step to begin at once", e.Message);
        await AppendAsync(Rows(8, 1));
        Assert.Equal(Numbers(0, 9), await TakeAsync());
    }

    [Fact]
    public async Task Goes_on_with_the_new_file_after_a_rename_and_loses_nothing_of_the_old_one()
    {
        await WriteAsync("timestamp,value\n" + Rows(0, 10));
        Assert.Equal(Numbers(0, 10), await TakeAsync());
        await AppendAsync(Rows(10, 2));
        File.Move(FilePath, FilePath + ".1");
        await WriteAsync("timestamp,value\n" + Rows(12, 3));
        Assert.Equal(Numbers(10, 5), await TakeAsync());
        await AppendAsync(Rows(15, 1));
        Assert.Equal([15], await TakeAsync());
    }

    [Fact]
    public async Task Goes_on_after_the_file_was_cut_even_when_it_has_grown_back()
    {
        await WriteAsync("timestamp,value\n" + Rows(0, 10));
        await TakeAsync();
        await TruncateAsync("timestamp,value\n");
        Assert.Empty(await TakeAsync());
        await AppendAsync(Rows(10, 2));
        Assert.Equal([10, 11], await TakeAsync());
        await TruncateAsync("time,value\n" + Rows(12, 40));
        Assert.Equal(Numbers(12, 40), await TakeAsync());
    }

    [Fact]
    public async Task Waits_for_a_file_that_is_gone_and_comes_back()
    {
        await WriteAsync("timestamp,value\n" + Rows(0, 10));
        await TakeAsync();
        File.Delete(FilePath);
        await Assert.ThrowsAsync<SourceUnavailableException>(TakeAsync);
        await WriteAsync("timestamp,value\n" + Rows(10, 2));
        Assert.Equal([10, 11], await TakeAsync());
    }

    [Fact]
    public async Task Is_live_when_its_rows_are_of_now_and_its_history_only_warms()
    {
        await WriteAsync("timestamp,value\n" + Rows(0, 60));
        var state = await _source.LookAsync(null, default);
        Assert.Equal(SourceClock.Live, state.Clock);
        Assert.Equal(Some.Noon - TimeSpan.FromMinutes(5), state.WarmUpUntil);
    }

    [Fact]
    public async Task Is_a_recording_when_its_rows_are_old()
    {
        _clock.Advance(TimeSpan.FromDays(30));
        await WriteAsync("timestamp,value\n" + Rows(0, 60));
        var state = await _source.LookAsync(null, default);
        Assert.Equal((SourceClock.Recorded, null), (state.Clock, state.WarmUpUntil));
    }

    [Fact]
    public async Task Reads_again_from_the_file_what_it_has_let_go()
    {
        await WriteAsync("timestamp,value\n" + Rows(0, 30));
        var state = await _source.LookAsync(null, default);
        await _source.CollectAsync(state.Origin, state.Frontier, false, default);
        await _source.CollectAsync(state.Frontier, state.Frontier, false, default);
        var again = await _source.CollectAsync(Time(9), Time(12), false, default);
        Assert.Equal([10, 11, 12], Assert.Single(again.Windows).Samples);
    }

    [Fact]
    public async Task Holds_back_the_newest_time_of_a_file_with_a_row_for_each_pod()
    {
        await WriteAsync("time,pod,load (jobs)\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{At(i)},a,{i}\n{At(i)},b,{i}\n")) + $"{At(10)},a,10\n");
        Assert.Equal(20, (await TakeAsync()).Count);
        await AppendAsync($"{At(10)},b,11\n{At(11)},a,12\n");
        Assert.Equal([10, 11], await TakeAsync());
    }

    private async Task<List<double>> TakeAsync()
    {
        var state = await _source.LookAsync(_position, default);
        _position ??= state.Origin;
        var reading = await _source.CollectAsync(_position.Value, state.Frontier, false, default);
        _position = reading.UpTo;
        return [.. reading.Windows.SelectMany(w => w.Samples).OfType<double>()];
    }

    private static long At(int i) => Time(i).ToUnixTimeSeconds();

    private static DateTimeOffset Time(int i) => Some.Noon.AddMinutes(i - 60);

    private static string Rows(int from, int count) => string.Concat(Enumerable.Range(from, count).Select(i => $"{At(i)},{i}\n"));

    private static IEnumerable<double> Numbers(int from, int count) => Enumerable.Range(from, count).Select(i => (double)i);

    private Task WriteAsync(string text) => File.WriteAllTextAsync(FilePath, text);

    private Task AppendAsync(string text) => File.AppendAllTextAsync(FilePath, text);

    private async Task TruncateAsync(string text)
    {
        await using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
