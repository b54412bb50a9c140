using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Pipeline.Cli.Tests.Api;
using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Incidents;

namespace Pipeline.Cli.Tests.Approvals;

public sealed class Deciding_on_a_plan
{
    private static readonly string Hash = Some.Plan.Hash();

    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public async Task Approves_the_plan_that_is_on_the_table()
    {
        await using var api = await StartAsync();

        var ended = await CommandLine.RunAsync("approvals", "approve", "2d015ef4", "--comment", "go", "--server", api.Url);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(
            $$"""{"planHash":"{{Hash}}","comment":"go","channel":"cli"}""", api.Posted[$"{Some.Id}/approve"].ToJsonString());
        Assert.Contains("approved", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_plan_to_a_person_and_asks()
    {
        await using var api = await StartAsync();

        var yes = await CommandLine.RunWithAsync(NoVariables, "y\n", "approvals", "approve", "2d015ef4", "--server", api.Url);

        Assert.Equal(0, yes.ExitCode);
        Assert.Contains("spec.replicas: 2 → 3", yes.Output, StringComparison.Ordinal);
        Assert.Contains("Approve plan 2d701bba13c6 against cpu-saturation of shop/Deployment/cart? [y/N]", yes.Error, StringComparison.Ordinal);
        Assert.Single(api.Posted);
    }

    [Fact]
    public async Task Takes_anything_but_yes_for_no()
    {
        await using var api = await StartAsync();

        var no = await CommandLine.RunWithAsync(NoVariables, "\n", "approvals", "approve", "2d015ef4", "--server", api.Url);

        Assert.Equal(1, no.ExitCode);
        Assert.Contains("Nothing was approved", no.Error, StringComparison.Ordinal);
        Assert.Empty(api.Posted);
    }

    [Fact]
    public async Task Takes_the_first_digits_of_the_hash()
    {
        await using var api = await StartAsync();

        var ended = await CommandLine.RunAsync("approvals", "approve", "2d015ef4", "--plan-hash", Hash[..12], "--server", api.Url);

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(Hash, (string?)api.Posted[$"{Some.Id}/approve"]["planHash"]);
    }

    [Fact]
    public async Task Is_a_conflict_when_another_plan_is_on_the_table()
    {
        await using var api = await StartAsync();

        var ended = await CommandLine.RunAsync("approvals", "approve", "2d015ef4", "--plan-hash", "00000000", "--server", api.Url);

        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("Another plan is on the table", ended.Error, StringComparison.Ordinal);
        Assert.Empty(api.Posted);
    }

    [Fact]
    public async Task Is_a_conflict_when_nothing_waits()
    {
        await using var api = await StartAsync("resolved");

        var ended = await CommandLine.RunAsync("approvals", "approve", "2d015ef4", "--server", api.Url);

        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("it is resolved", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_a_whole_hash_without_looking_first()
    {
        await using var api = await StartAsync();

        await CommandLine.RunAsync("approvals", "approve", "2d015ef4", "--plan-hash", new string('a', 64), "--server", api.Url);

        Assert.Equal(new string('a', 64), (string?)api.Posted["2d015ef4/approve"]["planHash"]);
    }

    [Fact]
    public async Task Rejects_with_a_reason()
    {
        await using var api = await StartAsync();

        var ended = await CommandLine.RunAsync("approvals", "reject", "2d015ef4", "--reason", "Not now.", "--server", api.Url, "--output", "json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(
            $$"""{"planHash":"{{Hash}}","reason":"Not now.","channel":"cli"}""", api.Posted[$"{Some.Id}/reject"].ToJsonString());
        Assert.Equal("approved", (string?)JsonNode.Parse(ended.Output)!["state"]);
    }

    [Theory]
    [InlineData("approvals", "reject", "2d015ef4")]
    [InlineData("approvals", "reject", "2d015ef4", "--reason", " ")]
    [InlineData("approvals", "approve", "no-id-at-all")]
    [InlineData("approvals", "approve", "2d015ef4", "--plan-hash", "xyz")]
    [InlineData("approvals", "approve")]
    [InlineData("approvals")]
    [InlineData("approvals", "list", "--output", "xml")]
    public async Task Is_refused_when_the_command_line_is_wrong(params string[] arguments)
    {
        var ended = await CommandLine.RunAsync(arguments);

        Assert.Equal((2, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("--help", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_what_expires_first_at_the_top()
    {
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", (string state) => new IncidentPage(
            [
                Some.Row(title: state) with { ExpiresAt = Some.At(30) },
                Some.Row(number: 1) with { ExpiresAt = Some.At(8) },
                Some.Row(number: 2) with { ExpiresAt = Some.At(1) },
            ],
            null)));

        var ended = await CommandLine.RunAsync("approvals", "list", "--server", api.Url);

        Golden.Equal("approvals.txt", string.Join('\n', ended.Output.Split('\n').Select(line => line.TrimEnd())));
    }

    private static Task<ApiStandIn> StartAsync(string state = "awaiting-approval") => ApiStandIn.StartAsync((map, server) =>
    {
        map.MapGet("/incidents/{id}", () => Some.Document(state));
        map.MapPost("/incidents/{id}/{verb}", (string id, string verb, JsonNode body) =>
        {
            server.Posted[$"{id}/{verb}"] = body;
            return new DecisionAnswer(Some.Id, "approved", 12, true);
        });
    });
}
