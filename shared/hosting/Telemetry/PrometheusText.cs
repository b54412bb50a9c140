using System.Globalization;
using System.Text;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Prometheus' text format, version 0.0.4.</summary>
/// <param name="constant">A label that each sample gets, unless it has one of that name.</param>
internal sealed class PrometheusText((string Name, string Value) constant)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a family; all its samples follow.</summary>
    public void Head(string name, string type, string help)
    {
        var escaped = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        _text.Append("# HELP ").Append(name).Append(' ').Append(escaped).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    /// <summary>A family with one sample.</summary>
    public void Write(string name, string type, string help, (string Name, string Value)[] labels, double value)
    {
        Head(name, type, help);
        Sample(name, labels, value);
    }

    public void Sample(string name, ReadOnlySpan<(string Name, string Value)> labels, double value)
    {
        _text.Append(name).Append('{');
        var own = false;
        foreach (var label in labels)
        {
            own |= label.Name == constant.Name;
            Label(label).Append(',');
        }

        if (!own)
            Label(constant);
        else
            _text.Length--; // the comma
        _text.Append("} ").Append(Number(value)).Append('\n');
    }

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    public static string Plain(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    public override string ToString() => _text.ToString();

    private StringBuilder Label((string Name, string Value) label)
    {
        var escaped = label.Value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return _text.Append(label.Name).Append("=\"").Append(escaped).Append('"');
    }
}
