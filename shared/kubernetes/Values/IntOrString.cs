using System.Globalization;

namespace Pipeline.Kubernetes.Values;

/// <summary>A number, a percentage ("25%") or a name ("http"), as maxSurge and ports are given.</summary>
/// <param name="Number">Null when it is a text.</param>
/// <param name="Text">Null when it is a number.</param>
public readonly record struct IntOrString(int? Number, string? Text)
{
    public static implicit operator IntOrString(int number) => new(number, null);

    public static implicit operator IntOrString(string text) => new(null, text);

    /// <summary>The number, or the percentage of a whole.</summary>
    /// <param name="whole">What 100 % is.</param>
    /// <param name="roundUp">As maxSurge does; maxUnavailable rounds down.</param>
    /// <returns>Null when it is neither.</returns>
    public int? Of(int whole, bool roundUp)
    {
        if (Number is { } number)
            return number;
        if (Text is null || !Text.EndsWith('%') || !int.TryParse(Text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            return null;
        var hundredths = (long)whole * percent;
        return (int)(roundUp ? (hundredths + 99) / 100 : hundredths / 100);
    }

    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? Text ?? "";
}
