using Pipeline.Dashboard.Tests.Given;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests;

public sealed class Suppressing_symptoms(PostgresFixture postgres) : ApiTest(postgres)
{
    [Fact]
    public async Task Is_listed_with_its_scope_its_reason_and_who_said_so_until_it_is_ended()
    {
        var begun = (await Api.PostAsync("/api/v1/suppressions", new
        {
            @namespace = "shop",
            owner = "Deployment/cart",
            failureClass = "high-latency",
            reason = "Load test, password=hunter2secret.",
            minutes = 90,
        })).Ok();
        var listed = Assert.Single((await Api.GetAsync("/api/v1/suppressions")).Ok().EnumerateArray());
        Assert.Equal("high-latency of Deployment/cart in shop", listed.GetProperty("scope").GetString());
        Assert.Equal("ana", listed.GetProperty("by").GetString());
        Assert.DoesNotContain("hunter2secret", listed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        (await Api.PostAsync($"/api/v1/suppressions/{begun.GetProperty("id").GetString()}/end", new { text = "It is over." })).Ok();
        Assert.Empty((await Api.GetAsync("/api/v1/suppressions")).Ok().EnumerateArray());
    }

    [Theory]
    [InlineData("""{"reason":"r","minutes":5}""", "The scope is empty")]
    [InlineData("""{"namespace":"shop","minutes":5}""", "reason is missing")]
    [InlineData("""{"namespace":"shop","reason":"r"}""", "minutes is missing")]
    [InlineData("""{"namespace":"shop","reason":"r","minutes":0}""", "minutes is 0")]
    [InlineData("""{"namespace":"shop","reason":"r","minutes":44641}""", "minutes is 44641")]
    [InlineData("""{"owner":"cart","reason":"r","minutes":5}""", "owner 'cart' must be Kind/name")]
    public async Task Needs_a_scope_a_reason_and_an_end(string body, string said) =>
        Assert.StartsWith(said, (await Api.PostTextAsync("/api/v1/suppressions", body)).Problem(400, "invalid"), StringComparison.Ordinal);

    [Fact]
    public async Task Is_not_for_those_who_may_only_look() =>
        Assert.NotEmpty((await Api.PostAsync("/api/v1/suppressions", new { @namespace = "shop", reason = "r", minutes = 5 }, ApiHost.Vic)).Problem(403, "denied"));

    [Theory]
    [InlineData("nonsense", 400, "invalid")]
    [InlineData("00000000-0000-0000-0000-000000000001", 404, "not-found")]
    public async Task Is_ended_by_its_id_only(string id, int status, string kind) =>
        Assert.NotEmpty((await Api.PostAsync($"/api/v1/suppressions/{id}/end", new { text = "over" })).Problem(status, kind));
}
