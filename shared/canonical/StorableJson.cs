using System.Globalization;
using System.Text.Json;

namespace Pipeline.Canonical;

/// <summary>What an event may hold: values that PostgreSQL's jsonb and a double keep as they are.</summary>
public static class StorableJson
{
    private const long LargestExactInteger = 1L << 53;

    /// <summary>Refuses, before it is stored, what would not come back as it went in.</summary>
    /// <exception cref="CanonicalJsonException">
    /// A NUL character, a lone surrogate, an integer beyond 2^53, a number with more digits than a double keeps or
    /// beyond its range, or a property given twice; names the path.</exception>
    public static void Check(JsonElement value) => Check(value, JsonPath.Root, asWritten: true);

    /// <summary>The same for a value that jsonb has normalised: a double such as 1E+20 has become an integer by
    /// then.</summary>
    /// <inheritdoc cref="Check(JsonElement)"/>
    public static void CheckStored(JsonElement value) => Check(value, JsonPath.Root, asWritten: false);

    private static void Check(JsonElement value, JsonPath path, bool asWritten)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(value, path, asWritten);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                    Check(item, path.Item(index++), asWritten);
                break;
            case JsonValueKind.String:
                CheckText(path.StringOf(value), path);
                break;
            case JsonValueKind.Number:
                CheckNumber(value, path, asWritten);
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonPath path, bool asWritten)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var name = path.NameOf(property);
            var memberPath = path.Property(name);
            CheckText(name, memberPath);
            if (!names.Add(name))
                throw new CanonicalJsonException(memberPath, "is given twice; a property may be given once only.");
            Check(property.Value, memberPath, asWritten);
        }
    }

    private static void CheckText(string text, JsonPath path)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new CanonicalJsonException(path, "has a NUL character (U+0000), which PostgreSQL cannot store; remove or escape it.");
    }

    private static void CheckNumber(JsonElement value, JsonPath path, bool asWritten)
    {
        var nearest = path.DoubleOf(value);
        var numeral = value.GetRawText();
        if (asWritten && numeral.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && Math.Abs(nearest) >= LargestExactInteger
            && !(long.TryParse(numeral, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                && integer is >= -LargestExactInteger and <= LargestExactInteger))
            throw new CanonicalJsonException(path, $"is {numeral}, an integer beyond 2^53, which readers round; store it as a string.");
        if (DecimalDigits.Of(numeral) != DecimalDigits.Of(nearest.ToString("R", CultureInfo.InvariantCulture)))
            throw new CanonicalJsonException(path, $"is {numeral}, which has more digits than a double keeps; round it or store it as a string.");
    }
}
