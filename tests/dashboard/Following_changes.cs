using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Pipeline.Dashboard.Live;
using Pipeline.Dashboard.Tests.Given;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests;

public sealed class Following_changes(PostgresFixture postgres) : ApiTest(postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Gives_what_was_and_then_what_comes()
    {
        var (id, hash) = await Api.AskAsync();
        await using var reader = await ReadAsync();
        Assert.Equal("incident_opened", (await reader.NextAsync()).EventType);
        var requested = await reader.UntilAsync("approval_requested");
        (await Api.PostAsync($"/api/v1/incidents/{id}/approve", new { planHash = hash })).Ok();
        var given = await reader.UntilAsync("approval_given");
        Assert.Equal((id, "approval_given", "ana", $"{given.Data.Position}"), (given.Data.IncidentId, given.Data.Type, given.Data.Actor, given.EventId));
        Assert.True(given.Data.Position > requested.Data.Position);
    }

    [Fact]
    public async Task Answers_at_once_when_there_is_nothing_yet()
    {
        await using var reader = await ReadAsync();
        await Api.OpenAsync("cart");
        Assert.Equal("incident_opened", (await reader.NextAsync()).EventType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Goes_on_where_it_was_cut_off_without_loss_or_double(bool byHeader)
    {
        var seen = new List<long>();
        var writing = WriteAsync(40);
        while (seen.Count < 100)
        {
            await using var reader = await ReadAsync(seen.LastOrDefault(), byHeader);
            for (var n = 0; n < 7; n++) // then the connection is cut
                seen.Add((await reader.NextAsync()).Data.Position);
        }

        await writing;
        await using var rest = await ReadAsync(seen[^1], byHeader);
        var last = await Api.OpenAsync("the-last");
        for (var item = await rest.NextAsync(); ; item = await rest.NextAsync())
        {
            seen.Add(item.Data.Position);
            if (item.Data.IncidentId == last && item.Data.Type == "symptom_joined")
                break;
        }

        var stored = new List<long>();
        foreach (var item in (await Api.GetAsync("/api/v1/incidents")).Ok().GetProperty("items").EnumerateArray())
            stored.AddRange((await Api.GetAsync($"/api/v1/incidents/{item.GetProperty("id").GetGuid()}/events")).Ok().EnumerateArray().Select(e => e.GetProperty("position").GetInt64()));
        Assert.Equal(stored.Order(), seen);
    }

    [Theory]
    [InlineData("?after=-1", null, "after is \"-1\"")]
    [InlineData("?after=now", null, "after is \"now\"")]
    [InlineData("", "yesterday", "Last-Event-ID is \"yesterday\"")]
    public async Task Refuses_what_is_no_position(string query, string? lastEventId, string said)
    {
        using var request = Request($"/api/v1/changes{query}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await Api.OpenAsync(request);
        var problem = new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync()).Problem(400, "invalid");
        Assert.StartsWith(said, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_when_the_reader_goes()
    {
        for (var n = 0; n < 3; n++)
            await (await ReadAsync()).DisposeAsync();
        await Eventually.HoldsAsync(async _ =>
            (await Api.GetAsync("/metrics", token: null)).Text.Split('\n').Any(line => line.StartsWith("kestrel_active_connections", StringComparison.Ordinal) && Value(line) <= 1));
    }

    [Fact]
    public async Task Ends_cleanly_when_the_host_stops()
    {
        await using var reader = await ReadAsync();
        await Api.OpenAsync("cart");
        await reader.NextAsync();
        var started = TimeProvider.System.GetTimestamp();
        var stopping = Api.App.StopAsync();
        await reader.ToEndAsync();
        await stopping;
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(Api.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private async Task WriteAsync(int incidents)
    {
        for (var n = 0; n < incidents; n++)
            await Task.WhenAll(Api.OpenAsync($"left-{n}"), Api.OpenAsync($"right-{n}"));
    }

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static HttpRequestMessage Request(string path) => new(HttpMethod.Get, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ApiHost.Vic) },
    };

    private async Task<Reader> ReadAsync(long after = 0, bool byHeader = true)
    {
        var request = Request(byHeader ? "/api/v1/changes" : $"/api/v1/changes?after={after}");
        if (byHeader)
            request.Headers.Add("Last-Event-ID", $"{after}");
        var patience = new CancellationTokenSource(Patience);
        var response = await Api.OpenAsync(request, patience.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new Reader(response, await response.Content.ReadAsStreamAsync(), patience);
    }

    private sealed class Reader(HttpResponseMessage response, Stream stream, CancellationTokenSource patience) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<Change>> _items = SseParser
            .Create(stream, (_, data) => JsonSerializer.Deserialize<Change>(data, ApiJson.Options)!)
            .EnumerateAsync(patience.Token).GetAsyncEnumerator(patience.Token);

        public async Task<SseItem<Change>> NextAsync()
        {
            Assert.True(await _items.MoveNextAsync(), "The stream ended.");
            return _items.Current;
        }

        public async Task<SseItem<Change>> UntilAsync(string type)
        {
            var item = await NextAsync();
            while (item.EventType != type)
                item = await NextAsync();
            return item;
        }

        public async Task ToEndAsync()
        {
            while (await _items.MoveNextAsync())
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            await _items.DisposeAsync();
            patience.Dispose();
        }
    }
}
