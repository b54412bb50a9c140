using System.Globalization;
using Pipeline.Testing;
using Xunit;

namespace Pipeline.Processes.Tests;

public sealed class Child_process
{
    [Fact]
    public async Task Tells_its_exit_code_and_its_last_lines()
    {
        var result = await RunAsync("echo one; echo two >&2; exit 3");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("one", result.Output, StringComparison.Ordinal);
        Assert.Contains("two", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgets_all_but_the_last_lines_of_much_output()
    {
        var result = await RunAsync("seq 1 100000");
        Assert.Equal(200, result.Output.Split('\n').Length);
        Assert.EndsWith("100000", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_stopped_by_a_signal_that_it_obeys()
    {
        await using var child = Shell("trap 'echo asked; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        await Eventually.HoldsAsync(() => child.OutputTail.Contains("ready", StringComparison.Ordinal));
        Assert.Equal(7, await child.StopAsync(UnixSignal.Terminate, TimeSpan.FromSeconds(30)));
        Assert.Contains("asked", child.OutputTail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_killed_when_it_does_not_obey()
    {
        await using var child = Shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
        await Eventually.HoldsAsync(() => child.OutputTail.Contains("ready", StringComparison.Ordinal));
        Assert.Equal(128 + (int)UnixSignal.Kill, await child.StopAsync(UnixSignal.Terminate, TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task Is_gone_after_dispose_although_a_grandchild_keeps_its_output_open()
    {
        var child = Shell("sleep 60 & echo $!; wait");
        await Eventually.HoldsAsync(() => child.OutputTail.Length > 0);
        var grandchild = RunningProcess.Find(int.Parse(child.OutputTail, CultureInfo.InvariantCulture));
        var process = RunningProcess.Find(child.Id);
        await child.DisposeAsync();
        Assert.True(process!.Value.IsGone);
        Assert.True(grandchild!.Value.Send(UnixSignal.Kill));
    }

    [Fact]
    public async Task Sees_changed_and_removed_variables()
    {
        var start = new ChildProcessStart("sh", "-c", "echo \"$GIVEN,${PATH-none}\"")
        {
            Environment = new Dictionary<string, string?> { ["GIVEN"] = "yes", ["PATH"] = null },
        };
        var result = await ChildProcess.RunAsync(start, TimeSpan.FromSeconds(30), default);
        Assert.StartsWith("yes,", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("PATH")!, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_runs_too_long_is_killed_and_said_to_be_so()
    {
        var start = new ChildProcessStart("sh", "-c", "echo begun; exec sleep 60");
        var error = await Assert.ThrowsAsync<TimeoutException>(
            () => ChildProcess.RunAsync(start, TimeSpan.FromMilliseconds(300), default));
        Assert.Contains("begun", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void That_does_not_exist_is_named()
    {
        var error = Assert.Throws<ProgramNotFoundException>(() => Shell("", program: "no-such-program"));
        Assert.Equal("no-such-program", error.Program);
    }

    private static ChildProcess Shell(string script, string program = "bash") =>
        ChildProcess.Start(new ChildProcessStart(program, "-c", script));

    private static Task<ChildProcessResult> RunAsync(string script) =>
        ChildProcess.RunAsync(new ChildProcessStart("bash", "-c", script), TimeSpan.FromSeconds(60), default);
}
