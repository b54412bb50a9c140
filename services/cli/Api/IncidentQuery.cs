using System.Globalization;
using System.Text;

namespace Pipeline.Cli.Api;

/// <summary>Which incidents are listed.</summary>
/// <param name="Cluster">Only of this cluster; null for all.</param>
/// <param name="States">Only in these states; empty for all.</param>
/// <param name="OpenOnly">Only those that go on.</param>
internal sealed record IncidentQuery(string? Cluster = null, IReadOnlyList<string>? States = null, bool OpenOnly = false)
{
    /// <summary>The path of one page.</summary>
    /// <param name="limit">1 to 500.</param>
    /// <param name="after">The cursor of the page before; null for the first.</param>
    public string ToPath(int limit, string? after)
    {
        var path = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"incidents?limit={limit}"));
        if (OpenOnly)
            path.Append("&open=true");
        Add("cluster", Cluster);
        Add("state", States is { Count: > 0 } ? string.Join(',', States) : null);
        Add("after", after);
        return path.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                path.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
