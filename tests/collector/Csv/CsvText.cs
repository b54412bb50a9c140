using System.Text;
using Pipeline.Collector.Csv;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Tests.Csv;

/// <summary>Reads texts as the sources do.</summary>
internal static class CsvText
{
    public static (Recording Recording, CsvReader Reader) Read(
        string text, int maxBadRows = 100, CsvSubject? subject = null, TimeSpan? step = null) =>
        Read([Encoding.UTF8.GetBytes(text)], maxBadRows, subject, step);

    public static (Recording Recording, CsvReader Reader) Read(
        IEnumerable<byte[]> pieces, int maxBadRows = 100, CsvSubject? subject = null, TimeSpan? step = null)
    {
        var reader = new CsvReader("node.csv", subject ?? Some.Subject(), maxBadRows, Some.Noon);
        var recording = new Recording("node.csv", step, 1_000_000);
        foreach (var row in pieces.SelectMany(piece => reader.Feed(piece)))
            recording.Add(row);
        if (reader.Finish() is { } last)
            recording.Add(last);
        recording.Complete();
        return (recording, reader);
    }

    public static IReadOnlyList<MetricWindow> Windows(string text, CsvSubject? subject = null) => All(Read(text, subject: subject).Recording);

    public static IReadOnlyList<MetricWindow> All(Recording recording) =>
        recording.Oldest is { } oldest ? recording.Read(oldest - TimeSpan.FromDays(1), DateTimeOffset.MaxValue).Windows : [];
}
