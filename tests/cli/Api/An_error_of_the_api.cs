using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pipeline.Cli.Api;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Incidents;
using Pipeline.Processes;

namespace Pipeline.Cli.Tests.Api;

public sealed class An_error_of_the_api
{
    [Theory]
    [InlineData(404, "not-found", 3)]
    [InlineData(409, "conflict", 4)]
    [InlineData(410, "expired", 4)]
    [InlineData(403, "denied", 5)]
    [InlineData(400, "invalid", 2)]
    [InlineData(500, "other", 1)]
    public async Task Decides_the_exit_code(int status, string kind, int exitCode)
    {
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet(
            "/incidents/{id}/events", () => ApiStandIn.Problem(status, kind, "This is why.")));

        var ended = await CommandLine.RunAsync("incidents", "show", "2d015ef4", "--server", api.Url);

        Assert.Equal((exitCode, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("This is why.", Assert.Single(ended.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_how_to_give_a_token()
    {
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", () => Results.Unauthorized()));

        var ended = await CommandLine.RunAsync("incidents", "list", "--server", api.Url);

        Assert.Equal(5, ended.ExitCode);
        Assert.Contains("--token-file", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_tried_again_when_reading_may_succeed_then()
    {
        var tries = 0;
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet(
            "/incidents", () => ++tries < 3 ? Results.StatusCode(503) : Results.Ok(new IncidentPage([], null))));

        var ended = await CommandLine.RunAsync("incidents", "list", "--server", api.Url);

        Assert.Equal((0, 3), (ended.ExitCode, tries));
    }

    [Fact]
    public async Task Is_never_answered_by_saying_it_twice()
    {
        var tries = 0;
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapPost("/incidents/{id}/comments", () =>
        {
            tries++;
            return Results.StatusCode(503);
        }));

        var ended = await CommandLine.RunAsync("incidents", "comment", "2d015ef4", "--text", "hm", "--server", api.Url);

        Assert.Equal((1, 1), (ended.ExitCode, tries));
    }

    [Fact]
    public async Task May_be_silence()
    {
        await using var api = await ApiStandIn.StartAsync((map, _) =>
        {
            map.MapGet("/status", async (CancellationToken aborted) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted));
            map.MapPost("/incidents/{id}/approve", async (CancellationToken aborted) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted));
        });
        using var client = new ApiClient(new Instance(new Uri(api.Url), null, ""), TimeProvider.System, TimeSpan.FromMilliseconds(200));

        var reading = await Assert.ThrowsAsync<CommandException>(() => client.StatusAsync(CancellationToken.None));
        var saying = await Assert.ThrowsAsync<CommandException>(
            () => client.SayAsync("2d015ef4", "approve", new ApproveRequest("", null, null), CancellationToken.None));

        Assert.Equal((6, 6), (reading.ExitCode, saying.ExitCode));
        Assert.Contains("look before you repeat it", saying.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_be_that_nobody_listens()
    {
        var ended = await CommandLine.RunAsync("incidents", "list", "--server", $"http://127.0.0.1:{FreePorts.One()}");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("cannot be reached", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_be_an_answer_of_something_else()
    {
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", () => "<html>welcome</html>"));

        var ended = await CommandLine.RunAsync("incidents", "list", "--server", api.Url);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("does not understand", ended.Error, StringComparison.Ordinal);
    }
}
