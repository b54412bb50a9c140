using FsCheck;
using FsCheck.Fluent;
using Pipeline.Detection.Streaming;

namespace Pipeline.Detection.Tests.Streaming;

public sealed class A_bank
{
    private const int MostBytes = 8 * 1024;

    [Fact]
    public void Never_looks_ahead()
    {
        var values = Fed.Service(4_000, seed: 1);
        var whole = Fed.Scores(values);
        for (var cut = 500; cut < values.Length; cut += 700)
            Assert.Equal(whole[..cut], Fed.Scores(values[..cut]));
        var other = values.ToArray();
        for (var i = 2_000; i < other.Length; i++)
            other[i] = -other[i] * 1e6;
        Assert.Equal(whole[..2_000], Fed.Scores(other)[..2_000]);
    }

    [Fact]
    public void Gives_the_same_scores_each_time() =>
        Prop.ForAll<int>(seed => Fed.Scores(Fed.Service(600, seed)).SequenceEqual(Fed.Scores(Fed.Service(600, seed)))).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(1_300)]
    [InlineData(9_999)]
    public void Goes_on_from_its_stored_state_as_if_it_had_never_stopped(int stop)
    {
        var values = Fed.Service(12_000, seed: 2);
        var bank = new StreamingBank(StreamingOptions.Default);
        Fed.Scores(values[..stop], bank);
        var copy = Fed.Stored(bank, out _);
        Assert.Equal(Fed.Scores(values[stop..], bank, stop), Fed.Scores(values[stop..], copy, stop));
        Assert.Equal(bank.Explain(), copy.Explain());
    }

    [Fact]
    public void Keeps_its_state_small()
    {
        var bank = new StreamingBank(StreamingOptions.Default);
        Fed.Scores(Fed.Service(30_000, seed: 3), bank);
        Fed.Stored(bank, out var bytes);
        Assert.InRange(bytes, 1, MostBytes);
    }

    [Fact]
    public void Refuses_the_state_of_another_version()
    {
        using var reader = new BinaryReader(new MemoryStream([99]));
        var refusal = Assert.Throws<InvalidDataException>(() => new StreamingBank(StreamingOptions.Default).Read(reader));
        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocates_nothing_for_a_value()
    {
        var values = Fed.Service(20_000, seed: 4);
        var bank = new StreamingBank(StreamingOptions.Default);
        for (var i = 0; i < 10_000; i++)
            bank.Push(Fed.Start + (Fed.Step * i), values[i]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 10_000; i < values.Length; i++)
            bank.Push(Fed.Start + (Fed.Step * i), values[i]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Scores_between_0_and_1_whatever_comes() =>
        Prop.ForAll<double[]>(values => Fed.Scores(values).All(score => score is >= 0 and <= 1)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Marks_more_when_it_is_more_sensitive_and_scores_alike()
    {
        var values = Fed.Service(5_000, seed: 5);
        var marked = new List<int>();
        var scores = new List<double[]>();
        foreach (var sensitivity in (double[])[0.5, 1, 1.7, 2])
        {
            var bank = new StreamingBank(new StreamingOptions { Sensitivity = sensitivity });
            var verdicts = values.Select((value, i) => bank.Push(Fed.Start + (Fed.Step * i), value)).ToArray();
            marked.Add(verdicts.Count(verdict => verdict.IsAnomaly));
            scores.Add([.. verdicts.Select(verdict => verdict.Score)]);
        }

        Assert.Equal(marked.Order(), marked);
        Assert.True(marked[0] < marked[^1]);
        Assert.All(scores, each => Assert.Equal(scores[0], each));
    }
}
