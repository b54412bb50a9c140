using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Canonical;
using Xunit;

namespace Pipeline.EventStore.Tests.Canonical;

public sealed class Canonical_json
{
    [Theory] // RFC 8785, appendix B: IEEE 754 bits and what ECMAScript writes
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Writes_numbers_as_ecmascript_does(string bits, string expected) => Assert.Equal(
        expected,
        CanonicalNumber.ToText(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("7fffffffffffffff")]
    [InlineData("7ff0000000000000")]
    public void Has_no_not_a_number_and_no_infinity(string bits) => Assert.Throws<ArgumentOutOfRangeException>(
        () => CanonicalNumber.ToText(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Fact] // RFC 8785 §3.2.4
    public void Gives_the_bytes_of_the_rfcs_sample()
    {
        var sample = JsonElement.Parse(
            """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """);

        Assert.Equal(
            "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a"
            + "5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d32375d"
            + "2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d",
            Convert.ToHexStringLower(CanonicalJson.Write(sample)));
    }

    [Fact] // RFC 8785 §3.2.3
    public void Sorts_names_by_utf16_code_units()
    {
        var sample = JsonElement.Parse(
            """
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
            """);

        var written = JsonElement.Parse(Encoding.UTF8.GetString(CanonicalJson.Write(sample)));

        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face",
                "Hebrew Letter Dalet With Dagesh"],
            written.EnumerateObject().Select(property => property.Value.GetString()));
    }

    [Fact]
    public void Sorts_nested_objects_and_keeps_the_order_of_arrays() => Assert.Equal(
        """{"a":{"b":[3,{"x":1,"y":2},1],"c":{}},"b":[]}""",
        CanonicalJson.ToText(JsonElement.Parse("""{ "b": [], "a": { "c": {}, "b": [ 3.0, {"y":2e0,"x":1}, 1 ] } }""")));

    [Fact]
    public void Is_its_own_canonical_form() => Prop.ForAll<double, string>((number, text) =>
    {
        if (!double.IsFinite(number) || text is null || text.Any(char.IsSurrogate))
            return;
        var once = CanonicalJson.Write(JsonSerializer.SerializeToElement(new { text, number, list = new[] { number, -number } }));
        Assert.Equal(once, CanonicalJson.Write(JsonElement.Parse(once)));
        Assert.Equal(number, JsonElement.Parse(once).GetProperty("number").GetDouble());
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"a":{"b":[1,1e400]}}""", "$.a.b[1]")]
    [InlineData("""{"a":{"x":"\ud800"}}""", "$.a.x")]
    [InlineData("""{"a":1,"a":2}""", "$.a")]
    public void Names_the_place_of_what_has_no_canonical_form(string json, string path) =>
        Assert.Equal(path, Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Write(JsonElement.Parse(json))).Path);
}
