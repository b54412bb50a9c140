using System.Globalization;
using System.Text.Json;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>A number, or a part of a total such as "25%".</summary>
/// <param name="Value">Pieces, or percent.</param>
/// <param name="IsPercent">Which of the two.</param>
public readonly record struct IntOrPercent(int Value, bool IsPercent)
{
    public static readonly IntOrPercent Quarter = new(25, true);

    /// <summary>Null when the element is absent or neither of the two.</summary>
    public static IntOrPercent? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt32(out var number) => new(number, false),
        JsonValueKind.String when element.GetString() is { } text && text.EndsWith('%')
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) => new(percent, true),
        _ => null,
    };

    /// <summary>In pieces of a total; a part of one is rounded as told.</summary>
    public int Of(int total, bool roundUp)
    {
        if (!IsPercent)
            return Value;
        var exact = (decimal)Value * total / 100;
        return (int)(roundUp ? Math.Ceiling(exact) : Math.Floor(exact));
    }
}
