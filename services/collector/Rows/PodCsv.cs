using System.Globalization;
using System.Text;

namespace Pipeline.Collector.Rows;

/// <summary>Rows as CSV with the columns that people's scripts and models read; what is unknown is an empty field.</summary>
/// <remarks>
/// "CPU Usage (%)" is of one core and "Memory Usage (%)" of the node's memory, as in the tool whose columns these are; of the pod's limits
/// tell the further columns of a wide file. Custom queries come last, in the order of their names.
/// </remarks>
public static class PodCsv
{
    private static readonly (string Name, Func<PodRow, string?> Value)[] Columns =
    [
        ("Timestamp", r => r.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ("Pod Name", r => r.Pod.Name),
        ("Pod Age", r => Age(r.Age)),
        ("CPU Usage (%)", r => Percent(r.Cpu)),
        ("Memory Usage (%)", r => Percent(r.MemoryOfNode)),
        ("Network Traffic (B/s)", r => Number(r.NetworkReceive is { } received && r.NetworkTransmit is { } sent ? received + sent : null)),
        ("Network Receive (B/s)", r => Number(r.NetworkReceive)),
        ("Network Transmit (B/s)", r => Number(r.NetworkTransmit)),
        ("Network Receive Errors", r => Number(r.ReceiveErrors)),
        ("Network Transmit Errors", r => Number(r.TransmitErrors)),
        ("Last Log Entry", r => r.LastLog),
        ("Pod Status", r => r.Status),
        ("Pod Reason", r => r.Reason),
        ("Pod Restarts", r => Number(r.Restarts)),
        ("Ready Containers", r => Number(r.ReadyContainers)),
        ("Total Containers", r => Number(r.TotalContainers)),
        ("Error Message", r => r.Error),
        ("Latest Event Reason", r => r.PodEvent?.Reason),
        ("Pod Event Type", r => r.PodEvent?.Type),
        ("Pod Event Reason", r => r.PodEvent?.Reason),
        ("Pod Event Age", r => Age(r.PodEvent?.Age)),
        ("Pod Event Source", r => r.PodEvent?.Source),
        ("Pod Event Message", r => r.PodEvent?.Message),
        ("Node Name", r => r.Node),
        ("Event Reason", r => r.NodeEvent?.Reason),
        ("Event Age", r => Age(r.NodeEvent?.Age)),
        ("Event Source", r => r.NodeEvent?.Source),
        ("Event Message", r => r.NodeEvent?.Message),
    ];

    /// <summary>Not among the agreed columns, and so behind them and only on demand.</summary>
    private static readonly (string Name, Func<PodRow, string?> Value)[] Further =
    [
        ("Namespace", r => r.Pod.Namespace),
        ("Owner", r => r.Owner.ToString()),
        ("CPU (cores)", r => Number(r.Cpu)),
        ("CPU of Limit (%)", r => Percent(r.CpuOfLimit)),
        ("CPU of Node (%)", r => Percent(r.CpuOfNode)),
        ("Memory (bytes)", r => Number(r.Memory)),
        ("Memory of Limit (%)", r => Percent(r.MemoryOfLimit)),
        ("Memory of Node (%)", r => Percent(r.MemoryOfNode)),
        ("Network Receive Dropped", r => Number(r.ReceiveDropped)),
        ("Network Transmit Dropped", r => Number(r.TransmitDropped)),
        ("Pod Event Count", r => Number(r.PodEvent?.Count)),
    ];

    /// <summary>The header, without a line's end.</summary>
    /// <param name="custom">Names of custom queries.</param>
    /// <param name="wide">With namespace, owner, and use by limit and node.</param>
    public static string Header(IReadOnlyList<string> custom, bool wide) =>
        string.Join(',', All(wide).Select(c => c.Name).Concat(custom).Select(Field));

    /// <summary>One row, without a line's end.</summary>
    public static string Line(PodRow row, IReadOnlyList<string> custom, bool wide) => string.Join(',', All(wide).Select(c => Field(c.Value(row)))
        .Concat(custom.Select(name => Field(Number(row.Custom.TryGetValue(name, out var value) ? value : null)))));

    private static IEnumerable<(string Name, Func<PodRow, string?> Value)> All(bool wide) => wide ? Columns.Concat(Further) : Columns;

    private static string Field(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        // a spreadsheet would run what begins so
        var text = value[0] is '=' or '+' or '@' or '\t' || (value[0] == '-' && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? $"'{value}" : value;
        if (text.AsSpan().IndexOfAny(",\"\n\r") < 0)
            return text;
        return new StringBuilder("\"").Append(text.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('"').ToString();
    }

    private static string? Number(double? value) => value is { } v && double.IsFinite(v) ? Math.Round(v, 4).ToString("0.####", CultureInfo.InvariantCulture) : null;

    private static string? Percent(double? ratio) => Number(ratio * 100);

    /// <summary>As kubectl says it: 45s, 12m, 3h, 5d.</summary>
    private static string? Age(TimeSpan? age) => age switch
    {
        null => null,
        { TotalSeconds: < 120 } a => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, a.TotalSeconds):0}s"),
        { TotalMinutes: < 120 } a => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(a.TotalMinutes):0}m"),
        { TotalHours: < 48 } a => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(a.TotalHours):0}h"),
        { } a => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(a.TotalDays):0}d"),
    };
}
