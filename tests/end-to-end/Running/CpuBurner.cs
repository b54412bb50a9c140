using System.Globalization;
using Pipeline.Processes;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>Keeps every core of this machine busy, with many processes that only get what nobody else wants.</summary>
public sealed class CpuBurner : IAsyncDisposable
{
    // they end by themselves, should the test be killed; SIGTERM ends the whole group
    private const string Script = """
        trap 'trap "" TERM; kill 0; exit 0' TERM
        for process in $(seq "$1"); do timeout --foreground 150 sh -c 'while :; do :; done' & done
        wait
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ChildProcess? _group;

    /// <summary>How many there are: more than a busy machine has by itself.</summary>
    public static int Processes => 100 + (2 * Environment.ProcessorCount);

    public void Start() => _group = ChildProcess.Start(new ChildProcessStart(
        "chrt", "--idle", "0", "sh", "-c", Script, "burner", Processes.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Ends all of them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_group is null)
            return;
        await _group.StopAsync(UnixSignal.Terminate, Patience);
        await _group.DisposeAsync();
        _group = null;
    }
}
