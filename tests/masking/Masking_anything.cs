using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Pipeline.Masking.Tests;

/// <summary>What holds for every input: made of arbitrary characters, and of the pieces that rules look for.</summary>
public sealed class Masking_anything
{
    private static readonly string[] Pieces =
    [
        "password", "token", "secret", "api key", "Authorization", "Cookie", "dsn", "-p", "--", "=", ":", ": ", " ", "\n", "\"", "\\\"", "'", "\\",
        "[", "]", "{", "}", "|", ">", "<", "&", "?", "/", "://", "@", ".", ",", ";", "bob", "hunter2", "example.com", "Bearer ", "Basic ",
        "AKIA" + "IOSFODNN7EXAMPLE", "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiJib2IifQ.abc", "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----",
        "4111111111111111", "%3D", "%22", "\uFDD0", "\ud800", "[masked:", "[masked:token:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]",
        "[masked:token:i-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]", Some.Border.Secret("token", "one"), Some.Masker.Secret("token", "two"), "mysql ", "curl -u ",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements(Pieces).ListOf().Select(string.Concat));

    private static readonly Gen<JsonNode?> Trees = Gen.Sized(size => Tree(Math.Min(size, 12)));

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void Is_settled_after_one_time_and_two_stages_give_what_one_gives() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            AssertStages(masker => masker.Text, text);
            AssertStages(masker => value => masker.KeyValue("password", value), text);
            AssertStages(masker => value => masker.KeyValue("authorization", value), text);
            AssertStages(masker => value => masker.KeyValue("dsn", value), text);
            AssertStages(masker => value => masker.KeyValue("webhook_url", value), text);
            AssertStages(masker => value => masker.KeyValue("note", value), text);
            AssertStages(masker => masker.Url, text);
            AssertStages(masker => value => string.Join(' ', masker.Arguments(value.Split(' '))), text);
        }).Check(Often);

    [Fact]
    public void Keeps_json_json_of_the_same_shape() =>
        Prop.ForAll(Trees.ToArbitrary(), tree =>
        {
            var masked = Some.Masker.Json(tree);
            Assert.Equal(Shape(tree), Shape(masked));
            var written = masked?.ToJsonString() ?? "null";
            Assert.Equal(written, JsonNode.Parse(written)?.ToJsonString() ?? "null");
            Assert.Equal(written, Some.Masker.Json(Some.Border.Json(tree))?.ToJsonString() ?? "null");
            Assert.Equal(written, Some.Masker.Json(masked)?.ToJsonString() ?? "null");
        }).Check(Often);

    [Fact]
    public void Gives_one_token_for_one_value_and_two_for_two() =>
        Prop.ForAll(Texts.Where(text => text.Length > 0).Two().ToArbitrary(), pair =>
        {
            var (one, two) = (pair.Item1, pair.Item2);
            foreach (var masker in (Masker[])[Some.Border, Some.Masker])
                Assert.Equal(Plain(one) == Plain(two), masker.Secret("secret", one) == masker.Secret("secret", two));
        }).Check(Often);

    [Fact]
    public void Gives_another_token_in_another_incident() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonEmptyString>().ToArbitrary(), value =>
        {
            var elsewhere = Some.Border.ForIncident(Some.OtherIncident).Secret("secret", value.Get);
            Assert.NotEqual(Some.Masker.Secret("secret", value.Get), elsewhere);
            Assert.NotEqual(Some.Border.Secret("secret", value.Get), elsewhere);
        }).Check(Often);

    private static void AssertStages(Func<Masker, Func<string, string>> mask, string text)
    {
        var border = mask(Some.Border)(text);
        var direct = mask(Some.Masker)(text);
        Assert.Equal(border, mask(Some.Border)(border));
        Assert.Equal(direct, mask(Some.Masker)(direct));
        Assert.Equal(direct, mask(Some.Masker)(border));
    }

    /// <summary>The value that a border token of these tests stands for.</summary>
    private static string Plain(string text) => text == Some.Border.Secret("token", "one") ? "one" : text;

    private static Gen<JsonNode?> Tree(int size)
    {
        var leaves = Gen.OneOf(
            Texts.Where(text => !text.Any(char.IsSurrogate)).Select(text => (JsonNode?)JsonValue.Create(text)),
            ArbMap.Default.GeneratorFor<int>().Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Elements<bool?>(true, false, null).Select(value => value is { } known ? (JsonNode?)JsonValue.Create(known) : null));
        if (size <= 1)
            return leaves;
        var keys = Gen.Elements("password", "auth", "name", "value", "key", "args", "data", "kind", "secret", "token", "x", "bob@example.com");
        var below = Tree(size / 3);
        var objects = keys.Zip(below).ListOf().Select(members => (JsonNode?)new JsonObject(members.DistinctBy(m => m.Item1)
            .Select(m => KeyValuePair.Create(m.Item1, m.Item2?.DeepClone()))));
        var arrays = below.ListOf().Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));
        return Gen.OneOf(leaves, objects, arrays);
    }

    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Concat(members.Select(member => Shape(member.Value))) + "}",
        JsonArray items => "[" + string.Concat(items.Select(Shape)) + "]",
        _ => "v",
    };
}
