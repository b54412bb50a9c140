using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pipeline.Dashboard.Incidents;

namespace Pipeline.Cli.Tests.Api;

public sealed class Listing_incidents
{
    [Fact]
    public async Task Is_a_json_array_for_programs()
    {
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", () => new IncidentPage([Some.Row()], null)));

        var ended = await CommandLine.RunAsync("incidents", "list", "--server", api.Url, "--output", "json");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        var row = Assert.Single(JsonNode.Parse(ended.Output)!.AsArray())!;
        Assert.Equal(Some.Id.ToString(), (string?)row["id"]);
        Assert.Equal("awaiting-approval", (string?)row["state"]);
        Assert.Equal("shop/Pod/cart-7c9d5b6f8-x2x9k", (string?)row["entity"]);
        Assert.Equal(Some.Noon, (DateTimeOffset)row["openedAt"]!);
    }

    [Fact]
    public async Task Is_a_table_for_people()
    {
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet(
            "/incidents", () => new IncidentPage([Some.Row(), Some.Row("resolved", "[bold]x[/]\u001b[2J", 1)], null)));

        var ended = await CommandLine.RunAsync("incidents", "list", "--server", api.Url);

        Assert.Equal(0, ended.ExitCode);
        Golden.Equal("list.txt", string.Join('\n', ended.Output.Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public async Task Follows_the_pages_up_to_the_limit()
    {
        var asked = new List<string?>();
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", (int limit, string? after) =>
        {
            asked.Add($"{limit} {after}");
            var first = after is null ? 0 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
            var page = Enumerable.Range(first, Math.Min(limit, 500)).Select(number => Some.Row(number: number)).ToList();
            return new IncidentPage(page, $"{first + page.Count}");
        }));

        var ended = await CommandLine.RunAsync("incidents", "list", "--server", api.Url, "--output", "json", "--limit", "700");

        Assert.Equal(700, JsonNode.Parse(ended.Output)!.AsArray().Count);
        Assert.Equal(["500 ", "200 500"], asked);
        Assert.Contains("The newest 700 are shown", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_for_what_the_options_say()
    {
        var query = "";
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", (HttpRequest request) =>
        {
            query = request.QueryString.Value;
            return new IncidentPage([], null);
        }));

        var ended = await CommandLine.RunAsync(
            "incidents", "list", "--server", api.Url, "--open", "--state", "open,rejected", "--state", "escalated", "--cluster", "a b");

        Assert.Equal("?limit=100&open=true&cluster=a%20b&state=open%2Crejected%2Cescalated", query);
        Assert.Equal("No incidents.", ended.Output.Trim());
    }

    [Fact]
    public async Task Sends_the_token_of_the_environment()
    {
        string? authorization = null;
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", (HttpRequest request) =>
        {
            authorization = request.Headers.Authorization;
            return new IncidentPage([], null);
        }));

        await CommandLine.RunWithAsync(
            new Dictionary<string, string> { ["PIPELINE__SERVER"] = api.Url, ["PIPELINE__TOKEN"] = "sesame-and-more" }, null, "incidents", "list");

        Assert.Equal("Bearer sesame-and-more", authorization);
    }
}
