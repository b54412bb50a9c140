using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Pipeline.Simulator.Metrics.Exposition;

/// <summary>Writes a page in Prometheus' text format 0.0.4 or OpenMetrics 1.0, straight into the response's buffers.</summary>
/// <param name="output">Where the text goes.</param>
/// <param name="openMetrics">Whether as OpenMetrics.</param>
public sealed class TextExposition(IBufferWriter<byte> output, bool openMetrics)
{
    /// <summary>Content type of the older format.</summary>
    public const string TextType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Content type of OpenMetrics.</summary>
    public const string OpenMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private const string Total = "_total";
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\\\"\n");

    /// <summary>Writes one family with its samples; a series that comes twice only once.</summary>
    public void Write(MetricFamily family, IReadOnlyList<ScrapedSample> samples)
    {
        var isOpenCounter = openMetrics && family.Type == MetricType.Counter && family.Name.EndsWith(Total, StringComparison.Ordinal);
        var name = isOpenCounter ? family.Name[..^Total.Length] : family.Name;
        Write("# HELP ");
        Write(name);
        Write(" ");
        WriteEscaped(family.Help, quotes: openMetrics);
        Write("\n# TYPE ");
        Write(name);
        Write(family.Type switch
        {
            MetricType.Counter when openMetrics && !isOpenCounter => " unknown\n",
            MetricType.Counter => " counter\n",
            MetricType.Histogram => " histogram\n",
            _ => " gauge\n",
        });
        var written = new HashSet<LabelSet>(samples.Count);
        foreach (var (labels, value) in samples)
        {
            if (written.Add(labels))
                Write(labels, value);
        }
    }

    /// <summary>Ends the page.</summary>
    public void End()
    {
        if (openMetrics)
            Write("# EOF\n");
    }

    private void Write(LabelSet labels, double value)
    {
        Write(labels.Name);
        var separator = "{";
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels.NameAt(i) == LabelSet.MetricName)
                continue;
            Write(separator);
            Write(labels.NameAt(i));
            Write("=\"");
            WriteEscaped(labels.ValueAt(i), quotes: true);
            Write("\"");
            separator = ",";
        }
        Write(separator == "{" ? " " : "} ");
        Write(value);
        Write("\n");
    }

    private void Write(double value)
    {
        if (double.IsNaN(value))
            Write("NaN");
        else if (double.IsInfinity(value))
            Write(value > 0 ? "+Inf" : "-Inf");
        else
        {
            Utf8Formatter.TryFormat(value, output.GetSpan(32), out var length);
            output.Advance(length);
        }
    }

    private void WriteEscaped(string text, bool quotes)
    {
        if (!text.AsSpan().ContainsAny(Escaped))
        {
            Write(text);
            return;
        }
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Write(quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text);
    }

    private void Write(string text)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
