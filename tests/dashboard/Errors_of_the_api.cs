using System.Net;
using Npgsql;
using Pipeline.Dashboard.Tests.Given;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests;

public sealed class Errors_of_the_api(PostgresFixture postgres) : ApiTest(postgres)
{
    [Theory]
    [InlineData("/api/v1/incidents")]
    [InlineData("/api/v1/incidents/0000")]
    [InlineData("/api/v1/changes")]
    [InlineData("/api/v1/status")]
    [InlineData("/api/v1/no-such-thing")]
    public async Task Nothing_is_shown_without_a_known_token(string path)
    {
        foreach (var token in (string?[])[null, "somebody-else-s-token"])
        {
            var answer = await Api.GetAsync(path, token);
            Assert.StartsWith("Send a known token", answer.Problem(401, "unauthenticated"), StringComparison.Ordinal);
            Assert.Contains(answer.Response.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Bearer");
        }
    }

    [Fact]
    public async Task Nothing_is_shown_to_those_who_only_send() =>
        (await Api.GetAsync("/api/v1/incidents", ApiHost.Sender)).Problem(403, "denied");

    [Theory]
    [InlineData("", "The request has no body")]
    [InlineData("null", "The request has no body")]
    [InlineData("{", "The body is wrong at $ (line 1")]
    [InlineData("[]", "The body is wrong at $ (line 1")]
    [InlineData("{\n  \"text\": 5\n}", "The body is wrong at $.text (line 2")]
    [InlineData("{\"text\":\"a\",\"txt\":\"b\"}", "The body is wrong at $.txt (line 1")]
    [InlineData("{\"text\":\"\\ud800\"}", "The body is wrong at $.text (line 1")]
    public async Task A_body_that_cannot_be_read_is_said_with_its_place(string body, string said) => Assert.StartsWith(
        said, (await Api.PostTextAsync("/api/v1/incidents/0000/comments", body)).Problem(400, "invalid"), StringComparison.Ordinal);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_media_type_is_refused(string mediaType) => Assert.Contains(
        "application/json", (await Api.PostTextAsync("/api/v1/incidents/0000/comments", "text=a", mediaType)).Problem(415, "unsupported-media-type"),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_body_without_bounds_is_refused() => Assert.Contains(
        "http:largestBody",
        (await Api.PostAsync("/api/v1/incidents/0000/comments", new { text = new string('x', 20_000) })).Problem(413, "too-large"), StringComparison.Ordinal);

    [Fact]
    public async Task A_path_that_is_not_there_is_said() => (await Api.GetAsync("/api/v2/incidents")).Problem(404, "no-such-path");

    [Fact]
    public async Task A_method_that_is_not_there_is_said()
    {
        var answer = await Api.PostAsync("/api/v1/incidents", new { });
        answer.Problem(405, "no-such-method");
        Assert.Equal(["GET"], answer.Response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_fault_inside_is_logged_and_not_shown()
    {
        var id = await Api.OpenAsync("cart");
        await ExecuteAsync("update pipeline.mt_events set type = 'from_the_future'");
        var said = (await Api.GetAsync($"/api/v1/incidents/{id}/events")).Problem(500, "error");
        Assert.DoesNotContain("from_the_future", said, StringComparison.Ordinal);
        Assert.Contains(Api.Log.All, line => line.StartsWith("Error 6102: GET /api/v1/incidents/", StringComparison.Ordinal) && line.Contains("from_the_future", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_is_not_prepared_is_said_with_the_way_out()
    {
        await ExecuteAsync("alter schema pipeline rename to elsewhere");
        var answer = await Api.GetAsync("/api/v1/incidents");
        Assert.Contains("/health/ready", answer.Problem(503, "unavailable"), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Response.Headers.RetryAfter?.Delta);
        await ExecuteAsync("alter schema elsewhere rename to pipeline");
        Assert.Equal(HttpStatusCode.OK, (await Api.GetAsync("/api/v1/incidents")).Status);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Api.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
