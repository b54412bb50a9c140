using System.Globalization;

namespace Pipeline.Actions.Parameters;

/// <summary>A length of time within limits, written "hh:mm:ss" or "d.hh:mm:ss".</summary>
/// <param name="Name">Snake case.</param>
/// <param name="Summary">What it means.</param>
/// <param name="Minimum">The shortest that is allowed.</param>
/// <param name="Maximum">The longest that is allowed.</param>
public sealed record DurationParameter(string Name, string Summary, TimeSpan Minimum, TimeSpan Maximum)
    : ParameterDefinition(Name, Summary)
{
    /// <inheritdoc/>
    public override string Allowed => $"a duration (hh:mm:ss) from {Text(Minimum)} to {Text(Maximum)}";

    /// <inheritdoc/>
    public override string? Normalise(string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration)
        && text.Contains(':', StringComparison.Ordinal) // .NET reads a bare "5" as five days
        && duration >= Minimum && duration <= Maximum
            ? Text(duration)
            : null;

    private static string Text(TimeSpan duration) => duration.ToString("c", CultureInfo.InvariantCulture);
}
