using System.Globalization;
using System.Text;

namespace Pipeline.Kubernetes.Api;

/// <summary>Puts a query together; what is null is left out.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder _text = new();

    public QueryText Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            AddAlways(name, value);
        return this;
    }

    /// <summary>An empty text counts, as an argument of a program does.</summary>
    public void AddAlways(string name, string value) =>
        _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));

    public QueryText Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryText Add(string name, bool value) => Add(name, value ? "true" : null);

    public override string ToString() => _text.ToString();
}
