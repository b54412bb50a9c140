using System.Globalization;
using System.Text.Json;

namespace Pipeline.Canonical;

/// <summary>Where in a JSON value something is, as <c>$.plan.targets[2].uid</c>; built only as text when an error needs
/// it.</summary>
public sealed class JsonPath
{
    private readonly JsonPath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string? name, int index) => (_parent, _name, _index) = (parent, name, index);

    /// <summary>The whole value, <c>$</c>.</summary>
    public static JsonPath Root { get; } = new(null, null, 0);

    internal JsonPath Property(string name) => new(this, name, 0);

    internal JsonPath Item(int index) => new(this, null, index);

    /// <exception cref="CanonicalJsonException">The string has a lone surrogate.</exception>
    internal string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException) // what System.Text.Json throws for "\ud800" alone
        {
            throw LoneSurrogate();
        }
    }

    /// <exception cref="CanonicalJsonException">The name has a lone surrogate.</exception>
    internal string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw LoneSurrogate();
        }
    }

    /// <exception cref="CanonicalJsonException">No finite double is near the number.</exception>
    internal double DoubleOf(JsonElement value) =>
        value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new CanonicalJsonException(this, "is a number beyond the range of a double (about 1.8e308).");

    internal CanonicalJsonException LoneSurrogate() =>
        new(this, "has a lone surrogate, which is no character; only well-formed Unicode can be stored.");

    public override string ToString() => _parent is null
        ? "$"
        : _name is null
            ? string.Create(CultureInfo.InvariantCulture, $"{_parent}[{_index}]")
            : $"{_parent}.{_name}";
}
