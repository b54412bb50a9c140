using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Discovery;

/// <summary>The order of versions: v2, v1, v1beta2, v1beta1, v1alpha1, others by name.</summary>
/// <remarks>k8s.io/apimachinery/pkg/version, CompareKubeAwareVersionStrings.</remarks>
public static partial class VersionPriority
{
    /// <summary>The preferred version comes first.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create((left, right) => Compare(right, left));

    private static int Compare(string left, string right)
    {
        var (l, r) = (Rank(left), Rank(right));
        return l is { } a && r is { } b ? a.CompareTo(b)
            : l is not null ? 1
            : r is not null ? -1
            : string.CompareOrdinal(right, left);
    }

    private static (int Stage, long Major, long Minor)? Rank(string version)
    {
        if (Form.Match(version) is not { Success: true } match)
            return null;
        long Number(int group) => match.Groups[group].Success ? long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return (match.Groups[2].Value switch { "" => 2, "beta" => 1, _ => 0 }, Number(1), Number(3));
    }

    [GeneratedRegex("^v([1-9][0-9]{0,9})(?:(alpha|beta)([1-9][0-9]{0,9}))?$")]
    private static partial Regex Form { get; }
}
