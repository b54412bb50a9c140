using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Collector.Csv;

namespace Pipeline.Collector.Tests.Csv;

public sealed class Any_split_of_a_file
{
    private const string Text =
        "Timestamp,Pod Name,CPU Usage (%),Größe (Mi),Note\r\n" +
        "2026-11-20T10:00:00Z,cart-0,1,5,\"a, \"\"b\"\"\r\nc\"\r\n2026-11-20T10:00:01Z,pay-0,,6,ü\r\n" +
        "2026-11-20T10:00:30Z,cart-0,3,x,\r\n2026-11-20T10:00:31Z,pay-0,4,,\r\n" +
        "2026-11-20T10:01:00Z,cart-0,5,7,\r\n2026-11-20T10:01:01Z,pay-0,6,8,é\r\n\r\n" +
        "2026-11-20T10:02:00Z,cart-0,7,9,\r\n2026-11-20T10:02:01Z,pay-0,8,1,\r\n" +
        "2026-11-20T10:02:30Z,cart-0,9,2,\r\n2026-11-20T10:02:31Z,pay-0,9,2,\r\n" +
        "2026-11-20T10:03:00Z,cart-0,8,3,\r\n2026-11-20T10:03:01Z,pay-0,7,3,\r\n" +
        "2026-11-20T10:03:30Z,cart-0,6,4,\r\n2026-11-20T10:03:31Z,pay-0,5,4,\r\n";

    [Fact]
    public void Into_pieces_gives_the_same_windows()
    {
        var whole = Show(CsvText.Read(Text).Recording);
        var bytes = Encoding.UTF8.GetBytes(Text);
        Prop.ForAll(Cuts(bytes.Length), cuts => Assert.Equal(whole, Show(CsvText.Read(Pieces(bytes, cuts)).Recording)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Into_arrivals_of_a_growing_file_gives_the_same_samples_whenever_it_is_read()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        var whole = Samples(ReadInArrivals([bytes]));
        Assert.NotEmpty(whole);
        Prop.ForAll(Cuts(bytes.Length), cuts => Assert.Equal(whole, Samples(ReadInArrivals(Pieces(bytes, cuts)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    /// <summary>As the following source does: after each piece, everything complete is taken, and let go.</summary>
    private static List<(string, DateTimeOffset, double)> ReadInArrivals(IEnumerable<byte[]> pieces)
    {
        var (taken, reader) = (new List<(string, DateTimeOffset, double)>(), new CsvReader("node.csv", Some.Subject(), 100, Some.Noon));
        var recording = new Recording("node.csv", null, 1_000_000);
        DateTimeOffset? position = null;
        foreach (var piece in pieces)
        {
            foreach (var row in reader.Feed(piece))
                recording.Add(row);
            if (recording is not { Grid: { } grid, Newest: { } newest, Oldest: { } oldest })
                continue;
            position ??= oldest - grid.Step;
            var frontier = newest - grid.Step; // the last time may have rows to come
            var reading = recording.Read(position.Value, frontier);
            taken.AddRange(
                from window in reading.Windows
                from sample in window.Samples.Index()
                where sample.Item is not null
                select (window.SeriesKey(), window.Start + (window.Step * sample.Index), sample.Item!.Value));
            position = reading.UpTo > position ? reading.UpTo : position;
            recording.Forget(position.Value);
        }
        return taken;
    }

    private static List<(string, DateTimeOffset, double)> Samples(List<(string, DateTimeOffset, double)> taken) => [.. taken.Order()];

    private static string[] Show(Recording recording) =>
        [.. CsvText.All(recording).Select(w => $"{w.SeriesKey()} {w.Start:O} {w.Step} {string.Join(',', w.Samples)}").Order(StringComparer.Ordinal)];

    private static Arbitrary<int[]> Cuts(int length) =>
        Gen.Choose(0, length).ArrayOf().Select(cuts => cuts.Order().ToArray()).ToArbitrary();

    private static IEnumerable<byte[]> Pieces(byte[] bytes, int[] cuts)
    {
        var start = 0;
        foreach (var cut in cuts.Append(bytes.Length))
        {
            yield return bytes[start..cut];
            start = cut;
        }
    }
}
