using System.Text.Json;
using Pipeline.Dashboard.Tests.Given;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests;

public sealed class Listing_incidents(PostgresFixture postgres) : ApiTest(postgres)
{
    [Fact]
    public async Task Shows_the_newest_first_page_by_page_without_gap_or_double()
    {
        var opened = new List<Guid>();
        for (var minute = 0; minute < 7; minute++)
            opened.Add(await Api.OpenAsync($"service-{minute}", minute / 2)); // some at the same instant
        var (seen, pages, after) = (new List<JsonElement>(), 0, "");
        do
        {
            var page = (await Api.GetAsync($"/api/v1/incidents?limit=3{after}")).Ok();
            seen.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
            if (++pages == 1)
                await Api.OpenAsync("came-in-between", 60);
        }
        while (after is not null);
        Assert.Equal(3, pages);
        Assert.Equal(opened.Order(), seen.Select(i => i.GetProperty("id").GetGuid()).Order());
        var times = seen.Select(i => i.GetProperty("openedAt").GetDateTimeOffset()).ToList();
        Assert.Equal(times.OrderDescending(), times);
    }

    [Fact]
    public async Task Is_empty_at_first()
    {
        var page = (await Api.GetAsync("/api/v1/incidents")).Ok();
        Assert.Equal((0, JsonValueKind.Null), (page.GetProperty("items").GetArrayLength(), page.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task Shows_a_row_in_the_words_of_the_api()
    {
        var (id, hash) = await Api.AskAsync();
        var row = (await Api.GetAsync("/api/v1/incidents")).Ok().GetProperty("items")[0];
        var version = (await Api.Incidents.LoadAsync(id, CancellationToken.None))!.Version;
        Assert.Equal(
            (id, "demo", "awaiting-approval", "critical", "cpu-saturation", hash, version),
            (row.GetProperty("id").GetGuid(), row.GetProperty("cluster").GetString(), row.GetProperty("state").GetString(),
                row.GetProperty("severity").GetString(), row.GetProperty("failureClass").GetString(), row.GetProperty("planHash").GetString(),
                row.GetProperty("version").GetInt64()));
    }

    [Theory]
    [InlineData("state=awaiting-approval", 1)]
    [InlineData("state=awaiting-approval,open", 2)]
    [InlineData("state=open%20,%20", 1)]
    [InlineData("state=dismissed", 1)]
    [InlineData("open=true", 2)]
    [InlineData("open=false", 3)]
    [InlineData("cluster=demo", 3)]
    [InlineData("cluster=elsewhere", 0)]
    [InlineData("cluster=demo&state=dismissed&open=true", 0)]
    public async Task Can_be_narrowed(string query, int expected)
    {
        await Api.AskAsync();
        await Api.OpenAsync("orders");
        var dismissed = await Api.OpenAsync("search");
        (await Api.PostAsync($"/api/v1/incidents/{dismissed}/dismiss", new { text = "A drill." })).Ok();
        Assert.Equal(expected, (await Api.GetAsync($"/api/v1/incidents?{query}")).Ok().GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("limit=0", "limit is \"0\"; it must be a whole number from 1 to 500.")]
    [InlineData("limit=501", "limit is \"501\"; it must be a whole number from 1 to 500.")]
    [InlineData("limit=-1", "limit is \"-1\"; it must be a whole number from 1 to 500.")]
    [InlineData("limit=many", "limit is \"many\"; it must be a whole number from 1 to 500.")]
    [InlineData("limit=99999999999999999999", "limit is \"99999999999999999999\"; it must be a whole number from 1 to 500.")]
    [InlineData("state=closed", "state has \"closed\", which does not exist. The states are open, analyzing, proposed, preflighted, awaiting-approval, observing, approved, executing, outcome-unknown, verifying, rejected, escalated, resolved, withdrawn, dismissed, merged.")]
    [InlineData("open=maybe", "open is \"maybe\"; it must be true (only those that go on) or false.")]
    [InlineData("cluster=demo%00", "cluster is \"demo\0\"; it must be the name of a cluster: 1 to 63 small letters, digits and dashes.")]
    [InlineData("after=zebra", "after is \"zebra\", which is no cursor: take the value of \"next\" from the page before, unchanged.")]
    [InlineData("after=OTk5OTk5OTk5OTk5OTk5OTk5OS4wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA", "after is \"OTk5OTk5OTk5OTk5OTk5OTk5OS4wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw…\", which is no cursor: take the value of \"next\" from the page before, unchanged.")]
    public async Task Names_what_was_asked_wrongly_and_the_way_out(string query, string said) =>
        Assert.Equal(said, (await Api.GetAsync($"/api/v1/incidents?{query}")).Problem(400, "invalid"));
}
