using System.Text.Json;
using Pipeline.Canonical;
using Xunit;

namespace Pipeline.EventStore.Tests.Canonical;

public sealed class What_an_event_may_hold
{
    [Theory]
    [InlineData("""{"a":["x\u0000y"]}""", "$.a[0]")]
    [InlineData("""{"a":{"k\u0000":1}}""", "$.a.k\0")]
    [InlineData("""{"n":9007199254740993}""", "$.n")]
    [InlineData("""{"n":-9223372036854775808}""", "$.n")]
    [InlineData("""{"n":18446744073709551615}""", "$.n")]
    [InlineData("""{"n":0.10000000000000000001}""", "$.n")]
    [InlineData("""{"n":1e-400}""", "$.n")]
    [InlineData("""{"n":1e309}""", "$.n")]
    [InlineData("""{"s":"\udc00"}""", "$.s")]
    [InlineData("""{"a":1,"a":1}""", "$.a")]
    public void Is_refused_with_its_place_otherwise(string json, string path) =>
        Assert.Equal(path, Assert.Throws<CanonicalJsonException>(() => StorableJson.Check(JsonElement.Parse(json))).Path);

    [Theory]
    [InlineData("""{"n":[9007199254740992,-9007199254740992,1E+20,-0.0,5e-324,1.50,0.1]}""")]
    [InlineData("""{"":"\u0001\ud83d\ude00"}""")]
    public void Is_what_comes_back_as_it_went_in(string json) => StorableJson.Check(JsonElement.Parse(json));

    [Fact]
    public void May_have_become_an_integer_in_the_database() => StorableJson.CheckStored(JsonElement.Parse("100000000000000000000"));
}
