using System.Globalization;

namespace Pipeline.Actions.Parameters;

/// <summary>A whole number within limits.</summary>
/// <param name="Name">Snake case.</param>
/// <param name="Summary">What it means, with its unit.</param>
/// <param name="Minimum">The smallest value that is allowed.</param>
/// <param name="Maximum">The largest value that is allowed.</param>
public sealed record IntegerParameter(string Name, string Summary, long Minimum, long Maximum)
    : ParameterDefinition(Name, Summary)
{
    /// <inheritdoc/>
    public override string Allowed =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}");

    /// <inheritdoc/>
    public override string? Normalise(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= Minimum && number <= Maximum
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
}
