using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Xunit;

namespace Pipeline.Detector.Tests.Series;

/// <summary>Properties that hold for any series: noise, steps, gaps, in any order of events.</summary>
public sealed class Any_cut_of_the_samples
{
    [Fact]
    public void Into_messages_doubled_and_overlapping_gives_the_same_reports() =>
        Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            var whole = Some.ReportsOn(c.Window);
            var (monitor, cut, bank) = (Some.Monitor(c.Window), new List<SymptomReport>(), (byte[]?)null);
            foreach (var piece in c.Pieces())
            {
                monitor.Observe(piece, cut);
                bank = monitor.TakeBankIfDue() ?? bank;
                monitor = Restored(monitor, c.Window, bank);
            }

            Assert.Equal(whole.Select(Text), cut.Select(Text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Shows_that_later_samples_never_change_earlier_reports() =>
        Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            var part = Some.ReportsOn(c.Window with { Samples = [.. c.Window.Samples.Take(c.Window.Samples.Count * 2 / 3)] });
            Assert.Equal(part.Select(Text), Some.ReportsOn(c.Window).Take(part.Count).Select(Text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Tells_each_symptom_from_its_beginning_to_its_end() =>
        Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            SymptomReport? open = null;
            foreach (var report in Some.ReportsOn(c.Window))
            {
                Assert.True(report.ObservedAt >= report.StartedAt);
                Assert.InRange(report.Reason.Length, 1, 1000);
                Assert.Equal(open is null, report.Window is not null);
                Assert.True(open is not null || report.Status == SymptomStatus.Firing);
                Assert.Equal(open?.StartedAt ?? report.StartedAt, report.StartedAt);
                open = report.Status == SymptomStatus.Cleared ? null : report;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Detection.Series.SeriesMonitor Restored(Detection.Series.SeriesMonitor monitor, MetricWindow window, byte[]? bank)
    {
        using var stored = new MemoryStream();
        using (var writer = new BinaryWriter(stored, System.Text.Encoding.UTF8, leaveOpen: true))
            monitor.Write(writer);
        stored.Position = 0;
        var restored = Some.Monitor(window);
        using var reader = new BinaryReader(stored);
        restored.Read(reader, bank);
        return restored;
    }

    private static string Text(SymptomReport report) => System.Text.Json.JsonSerializer.Serialize(report);

    private sealed record Case(MetricWindow Window, (int Back, int Length)[] Cuts)
    {
        /// <summary>Windows that together cover everything in order; each may begin before the end of the one before.</summary>
        public IEnumerable<MetricWindow> Pieces()
        {
            var (reached, next) = (0, 0);
            while (reached < Window.Samples.Count)
            {
                var (back, length) = Cuts[next++ % Cuts.Length];
                var start = Math.Max(0, reached - back);
                var end = Math.Min(Window.Samples.Count, reached + length);
                yield return Window with
                {
                    Start = Window.Start + (Window.Step * start),
                    Samples = [.. Window.Samples.Skip(start).Take(end - start)],
                };
                reached = end;
            }
        }
    }

    private static Gen<Case> Cases =>
        from step in Gen.Elements(15, 60, 300)
        from levels in Gen.Elements(0.2, 0.2, 0.2, 0.5, 0.85, 0.97).ArrayOf(8)
        from lengths in Gen.Choose(1, 60).ArrayOf(8)
        from noise in Gen.Choose(-10, 10).ArrayOf(97)
        from gaps in Gen.Choose(0, 480).ArrayOf(3)
        from cuts in (from back in Gen.Choose(0, 30) from length in Gen.Choose(1, 50) select (back, length)).ArrayOf(7)
        select new Case(
            Some.Window(Samples(levels, lengths, noise, gaps)) with { Step = TimeSpan.FromSeconds(step) }, cuts);

    private static IEnumerable<double?> Samples(double[] levels, int[] lengths, int[] noise, int[] gaps) =>
        levels.SelectMany((level, i) => Enumerable.Repeat(level, lengths[i]))
            .Select((level, i) => gaps.Any(gap => i >= gap && i < gap + 12) ? null : (double?)(level + (noise[i % noise.Length] * 0.002)));
}
