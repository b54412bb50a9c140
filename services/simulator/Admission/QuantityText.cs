using System.Globalization;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Admission;

/// <summary>Sums of quantities as text.</summary>
internal static class QuantityText
{
    /// <summary>An amount in the family of its resource: binary for bytes, decimal for the rest.</summary>
    public static string Of(decimal amount, string resource)
    {
        var bytes = resource.EndsWith("memory", StringComparison.Ordinal) || resource.EndsWith("storage", StringComparison.Ordinal);
        if (bytes && decimal.IsInteger(amount) && amount % 1024 == 0)
            return CanonicalQuantity.Of((amount / 1024).ToString("0", CultureInfo.InvariantCulture) + "Ki") ?? "0";
        return CanonicalQuantity.Of(amount.ToString("0.#########", CultureInfo.InvariantCulture)) ?? "0";
    }
}
