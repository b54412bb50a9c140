using Microsoft.AspNetCore.Builder;
using Pipeline.Cli.Tests.Api;
using Pipeline.Dashboard.Incidents;
using Pipeline.Processes;

namespace Pipeline.Cli.Tests.Invocation;

/// <summary>The program itself, as a process.</summary>
public sealed class A_signal
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(UnixSignal.Interrupt, 130)]
    [InlineData(UnixSignal.Terminate, 143)]
    public async Task Ends_a_command_with_the_code_that_shells_know(UnixSignal signal, int exitCode)
    {
        var asked = new TaskCompletionSource();
        await using var api = await ApiStandIn.StartAsync((map, _) => map.MapGet("/incidents", async (CancellationToken aborted) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted);
        }));
        await using var program = Program("incidents", "list", "--server", api.Url);
        await asked.Task.WaitAsync(Grace);

        Assert.Equal(exitCode, await program.StopAsync(signal, Grace));
        Assert.Equal("", program.OutputTail.Trim());
    }

    [Fact]
    public async Task Is_how_watching_ends_well()
    {
        var asked = new TaskCompletionSource();
        await using var api = await ApiStandIn.StartAsync((map, _) =>
        {
            map.MapGet("/incidents", () => new IncidentPage([], null));
            map.MapGet("/changes", async (CancellationToken aborted) =>
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted);
            });
        });
        await using var program = Program("incidents", "watch", "--server", api.Url);
        await asked.Task.WaitAsync(Grace);

        Assert.Equal(0, await program.StopAsync(UnixSignal.Interrupt, Grace));
    }

    private static ChildProcess Program(params string[] arguments) =>
        ChildProcess.Start(new ChildProcessStart("dotnet", [Path.Combine(AppContext.BaseDirectory, "pipeline.dll"), .. arguments]));
}
