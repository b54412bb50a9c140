using System.Text.Json.Nodes;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Endpoints;

public sealed class The_simulated_shell
{
    private static readonly StoredObject Pod = new(Kinds.Pod, JsonNode.Parse(
        """{"metadata":{"name":"web-1","namespace":"shop"},"spec":{"containers":[{"name":"app","env":[{"name":"MODE","value":"fast"}]}]}}""")!.AsObject(), 1);

    [Theory]
    [InlineData("web-1\n", 0, "hostname")]
    [InlineData("fast\n", 0, "printenv", "MODE")]
    [InlineData("a b\n", 0, "echo", "a", "b")]
    [InlineData("one two\nweb-1\n", 0, "sh", "-c", "echo 'one two'; hostname")]
    [InlineData("", 3, "sh", "-c", "exit 3")]
    [InlineData("", 1, "false")]
    public void Knows_what_people_type_to_look_around(string output, int code, params string[] command)
    {
        var result = Run(command);
        Assert.Equal((output, code), (result.Output, result.ExitCode));
    }

    [Fact]
    public void Has_no_other_programs()
    {
        Assert.Equal(126, Run("curl", "x").ExitCode);
        Assert.Equal((127, "sh: 1: curl: not found\n"), (Run("sh", "-c", "curl x").ExitCode, Run("sh", "-c", "curl x").Error));
    }

    private static ExecResult Run(params string[] command) => new SimulatedShell(new ManualClock(DateTimeOffset.UnixEpoch)).Run(Pod, "app", command, "");
}
