using Pipeline.Simulator.Images;

namespace Pipeline.Simulator.Tests.Images;

public sealed class A_shell_script
{
    [Theory]
    [InlineData("echo hi; sleep 3; exit 1", "hi", 3, 1)]
    [InlineData("exit 0", "", 0, 0)]
    [InlineData("false && echo no || echo yes", "yes", 0, 0)]
    [InlineData("true && exit 7", "", 0, 7)]
    [InlineData("for i in 1 2 3; do echo step $i; sleep 2; done", "step 1|step 2|step 3", 6, 0)]
    [InlineData("if [ -z \"$MISSING\" ]; then echo none; exit 4; else echo some; fi", "none", 0, 4)]
    [InlineData("if [ \"$NAME\" = \"shop\" ]; then echo right; fi; frobnicate", "right|sh: frobnicate: not found", 0, 127)]
    [InlineData("X=1\nwhile [ \"$X\" != \"2\" ]; do X=2; sleep 1m; done # wait\necho \"${X} done\"", "2 done", 60, 0)]
    [InlineData("false; exit $?", "", 0, 1)]
    public void Does_what_the_shell_would(string script, string lines, double seconds, int code)
    {
        var shell = ShellScript.Of(["sh", "-c", script], new Dictionary<string, string> { ["NAME"] = "shop" })!;
        var steps = shell.Run(TimeProvider.System).Take(100).ToList();
        Assert.Equal(lines, string.Join('|', steps.Where(s => s.Line is not null).Select(s => s.Line)));
        Assert.Equal(seconds, steps.Sum(s => s.Wait.TotalSeconds));
        Assert.Equal(code, shell.ExitCode);
    }

    [Fact]
    public void Is_no_script_when_the_command_is_a_program() =>
        Assert.Null(ShellScript.Of(["/app/server", "--port", "8080"], new Dictionary<string, string>()));

    [Fact]
    public void Waits_in_a_loop_that_would_never_wait()
    {
        var shell = ShellScript.Of(["sh", "-c", "while true; do true; done"], new Dictionary<string, string>())!;
        Assert.Equal(3, shell.Run(TimeProvider.System).Take(3).Count(s => s.Wait > TimeSpan.Zero));
    }
}
