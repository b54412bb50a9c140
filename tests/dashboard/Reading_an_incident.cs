using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Dashboard.Tests.Given;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Tests;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests;

public sealed class Reading_an_incident(PostgresFixture postgres) : ApiTest(postgres)
{
    [Fact]
    public async Task Tells_where_it_stands_and_what_led_there()
    {
        var (id, hash) = await Api.AskAsync();
        var answer = await Api.GetAsync($"/api/v1/incidents/{id}");
        var body = answer.Ok();
        Assert.Equal("awaiting-approval", body.GetProperty("incident").GetProperty("state").GetString());
        Assert.Equal("critical", body.GetProperty("incident").GetProperty("severity").GetString());
        Assert.Equal("critical", body.GetProperty("symptoms")[0].GetProperty("first").GetProperty("severity").GetString());
        Assert.Equal("pod-name-pattern", body.GetProperty("owners")[0].GetProperty("how").GetString());
        Assert.Equal(["E1.1"], body.GetProperty("hypotheses")[0].GetProperty("evidenceFor").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("cart likely has no CPU left", body.GetProperty("conclusion").GetString());
        var plan = body.GetProperty("plan");
        Assert.Equal((hash, "ready", "approval", 0), (
            plan.GetProperty("hash").GetString(), plan.GetProperty("findings")[0].GetProperty("verdict").GetString(),
            plan.GetProperty("decision").GetProperty("verdict").GetString(), plan.GetProperty("approvedBy").GetArrayLength()));
        Assert.Equal($"\"{hash}\"", answer.ETag);
        Assert.True(answer.Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Has_no_etag_while_there_is_no_plan()
    {
        var answer = await Api.GetAsync($"/api/v1/incidents/{await Api.OpenAsync("cart")}");
        Assert.Equal(JsonValueKind.Null, answer.Ok().GetProperty("plan").ValueKind);
        Assert.Null(answer.ETag);
    }

    [Fact]
    public async Task Names_those_who_agreed_so_far()
    {
        var (id, hash) = await Api.AskAsync(approvals: 2);
        Assert.Equal("awaiting-approval", (await Api.PostAsync($"/api/v1/incidents/{id}/approve", new { planHash = hash })).Ok().GetProperty("state").GetString());
        var plan = (await Api.GetAsync($"/api/v1/incidents/{id}")).Ok().GetProperty("plan");
        Assert.Equal(["ana"], plan.GetProperty("approvedBy").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Finds_it_by_its_first_digits()
    {
        var id = await Api.OpenAsync("cart");
        foreach (var prefix in (string[])[$"{id}"[..4], $"{id}"[..9], $"{id}"[..6].ToUpperInvariant(), $"{id:N}"])
            Assert.Equal(id, (await Api.GetAsync($"/api/v1/incidents/{prefix}")).Ok().GetProperty("incident").GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Names_all_that_begin_so()
    {
        var twins = await TwinsAsync();
        var said = (await Api.GetAsync($"/api/v1/incidents/{$"{twins[0]}"[..4]}")).Problem(400, "invalid");
        Assert.All(twins, id => Assert.Contains($"{id}", said, StringComparison.Ordinal));
        Assert.EndsWith("Give more digits.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 400, "invalid", "\"abc\" is no incident id. Give the whole id, or at least its first 4 digits.")]
    [InlineData("xyz-incident", 400, "invalid", "\"xyz-incident\" is no incident id. Give the whole id, or at least its first 4 digits.")]
    [InlineData("0000", 404, "not-found", "There is no incident whose id begins with 0000.")]
    [InlineData("5f4dcc3b-5aa7-5d61-8d83-27deb882cf99", 404, "not-found", "There is no incident 5f4dcc3b-5aa7-5d61-8d83-27deb882cf99.")]
    public async Task Says_what_is_wrong_with_an_id(string id, int status, string kind, string said)
    {
        Assert.Equal(said, (await Api.GetAsync($"/api/v1/incidents/{id}")).Problem(status, kind));
        Assert.Equal(said, (await Api.GetAsync($"/api/v1/incidents/{id}/events")).Problem(status, kind));
    }

    [Fact]
    public async Task Gives_its_events_in_order_with_who_caused_them()
    {
        var (id, hash) = await Api.AskAsync();
        (await Api.PostAsync($"/api/v1/incidents/{id}/approve", new { planHash = hash, comment = "Go.", channel = "web" })).Ok();
        var events = (await Api.GetAsync($"/api/v1/incidents/{id}/events")).Ok().EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e.GetProperty("version").GetInt32()));
        var positions = events.Select(e => e.GetProperty("position").GetInt64()).ToList();
        Assert.Equal(positions.Order(), positions);
        var given = Assert.Single(events, e => e.GetProperty("type").GetString() == "approval_given");
        Assert.Equal(("person", "ana", "bearer-token"), (
            given.GetProperty("actor").GetProperty("kind").GetString(), given.GetProperty("actor").GetProperty("name").GetString(),
            given.GetProperty("actor").GetProperty("authenticatedBy").GetString()));
        Assert.Equal(("Go.", "web", hash), (
            given.GetProperty("data").GetProperty("comment").GetString(), given.GetProperty("data").GetProperty("channel").GetString(),
            given.GetProperty("data").GetProperty("planHash").GetString()));
        var joined = events.First(e => e.GetProperty("type").GetString() == "symptom_joined");
        Assert.Equal("firing", joined.GetProperty("data").GetProperty("report").GetProperty("status").GetString());
        Assert.Matches("^[0-9a-f]{64}$", given.GetProperty("hash").GetString());
        Assert.False(string.IsNullOrEmpty(given.GetProperty("causationId").GetString()));
    }

    /// <summary>Two incidents whose ids begin with the same four digits, by trying names.</summary>
    private async Task<Guid[]> TwinsAsync()
    {
        var seen = new Dictionary<string, string>();
        for (var n = 0; ; n++)
        {
            var name = $"service-{n}";
            var key = new IncidentKey(new EntityRef("demo", "shop", "Deployment", name), Some.Key.FailureClass);
            var digits = $"{IncidentId.Of(key, 1)}"[..4];
            if (seen.TryGetValue(digits, out var twin))
                return [await Api.OpenAsync(twin), await Api.OpenAsync(name)];
            seen.Add(digits, name);
        }
    }
}
