using System.Diagnostics;
using System.Globalization;
using Pipeline.Testing;
using Xunit;

namespace Pipeline.Processes.Tests;

public sealed class Running_process
{
    [Fact]
    public void Is_found_by_its_id_while_it_lives()
    {
        var self = RunningProcess.Find(Environment.ProcessId);
        Assert.Equal(Environment.ProcessId, self!.Value.Id);
        Assert.False(self.Value.IsGone);
    }

    [Fact]
    public void Is_gone_when_its_id_belongs_to_another_one() =>
        Assert.True((RunningProcess.Find(Environment.ProcessId)!.Value with { StartTicks = 1 }).IsGone);

    [Fact]
    public async Task Is_gone_when_only_a_zombie_is_left()
    {
        // bash does not reap the child that it does not wait for, once it has become sleep
        await using var parent = ChildProcess.Start(
            new ChildProcessStart("bash", "-c", "bash -c 'echo $$; read -t 60 < /dev/zero' & exec sleep 60"));
        await Eventually.HoldsAsync(() => parent.OutputTail.Length > 0);
        await Eventually.ReadsAsync(
            () => File.ReadAllText($"/proc/{parent.Id}/comm"), name => name == "sleep\n");
        var id = int.Parse(parent.OutputTail, CultureInfo.InvariantCulture);
        RunningProcess.Find(id)?.Send(UnixSignal.Kill);
        await Eventually.HoldsAsync(() => RunningProcess.Find(id) is null);
        Assert.False(Process.GetProcessById(id).HasExited); // what the framework says of a zombie
    }
}
