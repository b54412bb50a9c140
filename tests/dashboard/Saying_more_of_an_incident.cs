using Pipeline.Dashboard.Tests.Given;
using Pipeline.Incidents.Tests;
using Pipeline.Testing.Servers;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Dashboard.Tests;

public sealed class Saying_more_of_an_incident(PostgresFixture postgres) : ApiTest(postgres)
{
    [Theory]
    [InlineData("dismiss", "dismissed")]
    [InlineData("resolve", "resolved")]
    [InlineData("escalate", "escalated")]
    [InlineData("comments", "awaiting-approval")]
    public async Task Changes_its_state_as_it_was_said(string verb, string state)
    {
        var (id, _) = await Api.AskAsync();
        Assert.Equal(state, (await SayAsync(id, verb, new { text = "  Known: password=hunter2secret. " })).Ok().GetProperty("state").GetString());
        var last = (await Api.GetAsync($"/api/v1/incidents/{id}/events")).Ok().EnumerateArray().Last();
        Assert.Equal("ana", last.GetProperty("actor").GetProperty("name").GetString());
        Assert.Contains("Known:", last.GetProperty("data").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2secret", last.GetProperty("data").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reopens_what_was_over()
    {
        var (id, _) = await Api.AskAsync();
        (await SayAsync(id, "resolve", new { text = "Scaled by hand." })).Ok();
        Assert.Equal("open", (await SayAsync(id, "reopen", new { text = "It is back." })).Ok().GetProperty("state").GetString());
    }

    [Fact]
    public async Task Is_once_when_it_is_said_twice()
    {
        var (id, _) = await Api.AskAsync();
        Assert.True((await SayAsync(id, "dismiss", new { text = "A drill." })).Ok().GetProperty("changed").GetBoolean());
        Assert.False((await SayAsync(id, "dismiss", new { text = "A drill." })).Ok().GetProperty("changed").GetBoolean());
    }

    [Theory]
    [InlineData("""{}""", "text is missing: say why, the auditors read it.")]
    [InlineData("""{"text":null}""", "text is missing: say why, the auditors read it.")]
    [InlineData("""{"text":" \n "}""", "text is blank: say why, the auditors read it.")]
    [InlineData("""{"text":"a\u0000b"}""", "text contains a NUL character; leave it out.")]
    public async Task Needs_words(string body, string said) =>
        Assert.Equal(said, (await Api.PostTextAsync($"/api/v1/incidents/{await Api.OpenAsync("cart")}/dismiss", body)).Problem(400, "invalid"));

    [Fact]
    public async Task Needs_few_words() => Assert.StartsWith(
        "text has 2001 characters; at most 2000.",
        (await SayAsync(await Api.OpenAsync("cart"), "comments", new { text = new string('x', 2001) })).Problem(400, "invalid"), StringComparison.Ordinal);

    [Fact]
    public async Task Is_denied_where_it_contradicts_the_incident_and_the_try_is_logged()
    {
        var id = await Api.OpenAsync("cart");
        (await SayAsync(id, "dismiss", new { text = "A drill." })).Ok();
        (await SayAsync(id, "escalate", new { text = "Help." })).Problem(409, "conflict");
        Assert.Contains(
            Api.Log.All, line => line.StartsWith($"Warning 6002: Incident {id}: ana (bearer-token) was denied to escalate: Conflict", StringComparison.Ordinal));
        (await SayAsync(id, "comments", new { text = "Me too." }, ApiHost.Vic)).Problem(403, "denied");
    }

    [Theory]
    [InlineData(true, "verifying")]
    [InlineData(false, "escalated")]
    public async Task Ends_the_doubt_about_an_action(bool tookEffect, string state)
    {
        var (id, action) = await InDoubtAsync();
        var shown = (await Api.GetAsync($"/api/v1/incidents/{id}")).Ok();
        Assert.Equal(("outcome-unknown", action), (
            shown.GetProperty("incident").GetProperty("state").GetString(), shown.GetProperty("inDoubt").GetProperty("actionId").GetGuid()));
        var answer = (await SayAsync(id, "outcome", new { actionId = action, tookEffect, text = "seen in the receiver's log" })).Ok();
        Assert.Equal(state, answer.GetProperty("state").GetString());
        if (tookEffect)
        {
            var started = Assert.Single((await Api.Incidents.ReadAsync(id, CancellationToken.None)).Select(e => e.Fact).OfType<VerificationStarted>());
            Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10)), (started.SettledAt - started.At, started.GiveUpAt - started.At));
        }
    }

    [Fact]
    public async Task Assumes_nothing_about_an_action()
    {
        var (id, action) = await InDoubtAsync();
        Assert.Equal(
            "tookEffect is missing: say true or false; nothing is assumed.",
            (await SayAsync(id, "outcome", new { actionId = action, text = "seen" })).Problem(400, "invalid"));
        Assert.StartsWith("actionId is missing", (await SayAsync(id, "outcome", new { tookEffect = true, text = "seen" })).Problem(400, "invalid"), StringComparison.Ordinal);
        (await SayAsync(id, "outcome", new { actionId = action, tookEffect = true })).Problem(400, "invalid");
        Assert.Contains(
            "is not under way", (await SayAsync(id, "outcome", new { actionId = Some.Id, tookEffect = true, text = "seen" })).Problem(409, "conflict"),
            StringComparison.Ordinal);
    }

    private async Task<(Guid Id, Guid Action)> InDoubtAsync()
    {
        var (id, hash) = await Api.AskAsync();
        (await Api.PostAsync($"/api/v1/incidents/{id}/approve", new { planHash = hash })).Ok();
        var started = (await Api.DoAsync(id, Some.Acting(hash))).Facts.OfType<ActionStarted>().Single();
        await Api.DoAsync(id, Some.Loss(started.ActionId));
        return (id, started.ActionId);
    }

    private Task<Answer> SayAsync(Guid id, string verb, object body, string token = ApiHost.Ana) =>
        Api.PostAsync($"/api/v1/incidents/{id}/{verb}", body, token);
}
