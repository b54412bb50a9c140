using System.Net;
using Pipeline.Dashboard.Tests.Given;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Tests;
using Pipeline.Testing.Servers;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Dashboard.Tests;

public sealed class Deciding_on_a_plan(PostgresFixture postgres) : ApiTest(postgres)
{
    private static readonly string OtherHash = new('0', 64);

    [Fact]
    public async Task Approves_the_plan_that_was_seen()
    {
        var (id, hash) = await Api.AskAsync();
        var answer = (await ApproveAsync(id, hash)).Ok();
        Assert.Equal((id, "approved", true), (
            answer.GetProperty("incidentId").GetGuid(), answer.GetProperty("state").GetString(), answer.GetProperty("changed").GetBoolean()));
        var stored = await Api.Incidents.LoadAsync(id, CancellationToken.None);
        Assert.Equal(stored!.Version, answer.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Takes_the_hash_from_the_etag_too()
    {
        var (id, _) = await Api.AskAsync();
        var seen = await Api.GetAsync($"/api/v1/incidents/{id}");
        Assert.Equal("approved", (await Api.PostAsync($"/api/v1/incidents/{id}/approve", new { }, ifMatch: seen.ETag)).Ok().GetProperty("state").GetString());
    }

    [Fact]
    public async Task Rejects_with_a_reason()
    {
        var (id, hash) = await Api.AskAsync();
        var answer = (await Api.PostAsync($"/api/v1/incidents/{id}/reject", new { planHash = hash, reason = "Not during the sale." })).Ok();
        Assert.Equal("rejected", answer.GetProperty("state").GetString());
        var rejected = Assert.Single((await FactsAsync(id)).OfType<RemediationRejected>());
        Assert.Equal(("ana", "Not during the sale.", "http"), (rejected.By.Name, rejected.Reason, rejected.Channel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Does_not_reject_without_a_reason(string? reason)
    {
        var (id, hash) = await Api.AskAsync();
        Assert.StartsWith(
            "A rejection needs a reason",
            (await Api.PostAsync($"/api/v1/incidents/{id}/reject", new { planHash = hash, reason })).Problem(400, "invalid"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_a_conflict_when_the_plan_is_another_and_says_who_tried()
    {
        var (id, hash) = await Api.AskAsync();
        Assert.Equal(
            $"The plan is {hash[..12]}, not {OtherHash[..12]}: look at the new one and decide again.",
            (await ApproveAsync(id, OtherHash)).Problem(409, "conflict"));
        Assert.Contains(Api.Log.All, line => line.StartsWith("Warning 4102", StringComparison.Ordinal) && line.Contains("ana (bearer-token) was denied to approve", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_a_conflict_when_somebody_decided_already()
    {
        var (id, hash) = await Api.AskAsync();
        (await ApproveAsync(id, hash)).Ok();
        Assert.Equal("Somebody decided already: the incident is approved.", (await ApproveAsync(id, hash, ApiHost.Ben)).Problem(409, "conflict"));
        (await Api.PostAsync($"/api/v1/incidents/{id}/reject", new { planHash = hash, reason = "No." }, ApiHost.Ben)).Problem(409, "conflict");
    }

    [Fact]
    public async Task Is_too_late_after_the_deadline()
    {
        var (id, hash) = await Api.AskAsync();
        Api.Clock.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(
            "The approval expired at 2026-11-20 12:30:00Z. Reopen the incident for a new plan.", (await ApproveAsync(id, hash)).Problem(410, "expired"));
    }

    [Fact]
    public async Task Is_not_disturbed_by_a_comment_in_between()
    {
        var (id, hash) = await Api.AskAsync();
        (await Api.PostAsync($"/api/v1/incidents/{id}/comments", new { text = "Looking at it." }, ApiHost.Ben)).Ok();
        (await ApproveAsync(id, hash)).Ok();
    }

    [Fact]
    public async Task Is_done_by_one_when_several_approve_at_once_and_the_others_are_told()
    {
        var (id, hash) = await Api.AskAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => ApproveAsync(id, hash, n % 2 == 0 ? ApiHost.Ana : ApiHost.Ben)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(a => a.Status != HttpStatusCode.OK),
            late => Assert.Equal("Somebody decided already: the incident is approved.", late.Problem(409, "conflict")));
        Assert.Single((await FactsAsync(id)).OfType<RemediationApproved>());
    }

    [Fact]
    public async Task Needs_two_people_where_the_policy_says_so()
    {
        var (id, hash) = await Api.AskAsync(approvals: 2);
        Assert.True((await ApproveAsync(id, hash)).Ok().GetProperty("changed").GetBoolean());
        var again = (await ApproveAsync(id, hash)).Ok();
        Assert.Equal((false, "awaiting-approval"), (again.GetProperty("changed").GetBoolean(), again.GetProperty("state").GetString()));
        Assert.Equal("approved", (await ApproveAsync(id, hash, ApiHost.Ben)).Ok().GetProperty("state").GetString());
    }

    [Fact]
    public async Task Of_an_incident_that_is_not_there_is_not_found() =>
        (await ApproveAsync(Some.Id, OtherHash)).Problem(404, "not-found");

    [Fact]
    public async Task Of_an_incident_without_a_plan_is_a_conflict() => Assert.Equal(
        "The incident is open: there is no plan to decide on.",
        (await ApproveAsync(await Api.OpenAsync("cart"), OtherHash)).Problem(409, "conflict"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    public async Task Needs_the_whole_hash(string? hash) => Assert.StartsWith(
        $"planHash is \"{hash}\"; it must be the whole hash of the plan",
        (await ApproveAsync((await Api.AskAsync()).Id, hash)).Problem(400, "invalid"), StringComparison.Ordinal);

    [Fact]
    public async Task Is_not_for_those_who_may_only_look_and_their_try_is_logged()
    {
        var (id, hash) = await Api.AskAsync();
        Assert.Equal("The caller is known, but has none of the roles that this needs.", (await ApproveAsync(id, hash, ApiHost.Vic)).Problem(403, "denied"));
        (await ApproveAsync(id, hash, ApiHost.Sender)).Problem(403, "denied");
        Assert.Contains(
            Api.Log.All, line => line.StartsWith("Warning 103: vic (bearer-token) was denied POST", StringComparison.Ordinal) && line.Contains($"{id}", StringComparison.Ordinal));
        Assert.Empty((await FactsAsync(id)).OfType<ApprovalGiven>());
    }

    [Fact]
    public async Task Is_done_by_who_holds_the_token_whatever_the_body_says()
    {
        var (id, hash) = await Api.AskAsync();
        foreach (var field in (string[])["by", "actor", "approver"])
        {
            var said = (await Api.PostTextAsync($"/api/v1/incidents/{id}/approve", $$"""{"planHash":"{{hash}}","{{field}}":"the-ceo"}""")).Problem(400, "invalid");
            Assert.StartsWith($"The body is wrong at $.{field} (line 1", said, StringComparison.Ordinal);
        }

        (await ApproveAsync(id, hash, ApiHost.Ben)).Ok();
        Assert.Equal("ben", Assert.Single((await FactsAsync(id)).OfType<ApprovalGiven>()).By.Name);
    }

    private Task<Answer> ApproveAsync(Guid id, string? hash, string token = ApiHost.Ana) =>
        Api.PostAsync($"/api/v1/incidents/{id}/approve", new { planHash = hash }, token);

    private async Task<IReadOnlyList<IncidentEvent>> FactsAsync(Guid id) =>
        [.. (await Api.Incidents.ReadAsync(id, CancellationToken.None)).Select(e => e.Fact)];
}
