using System.Globalization;
using System.Runtime.InteropServices;

namespace Pipeline.Processes;

/// <summary>A process of this machine, ours or not, that stays the same one when its id is used again.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTicks">Start time in clock ticks since boot, from /proc: tells two owners of one id apart.</param>
public readonly partial record struct RunningProcess(int Id, ulong StartTicks)
{
    private const int StateField = 0; // fields are counted after the command's name, which may contain blanks
    private const int StartTicksField = 19;
    private const int NoSuchProcess = 3;

    /// <summary>True when it has ended, also while it is a zombie that nobody has reaped.</summary>
    public bool IsGone => Find(Id) != this;

    /// <returns>Null when there is no such process, or only a zombie.</returns>
    public static RunningProcess? Find(int id)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{id}/stat");
        }
        catch (IOException) // no such file, or ESRCH when it ends between open and read
        {
            return null;
        }

        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[StateField] is "Z" or "X"
            ? null
            : new RunningProcess(id, ulong.Parse(fields[StartTicksField], CultureInfo.InvariantCulture));
    }

    /// <returns>False when the process has ended already.</returns>
    /// <exception cref="InvalidOperationException">The process belongs to another user.</exception>
    public bool Send(UnixSignal signal)
    {
        if (IsGone)
            return false;
        if (Kill(Id, (int)signal) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess
            ? false
            : throw new InvalidOperationException(
                $"Process {Id} does not take the signal {signal}: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <returns>False when it still runs after <paramref name="patience"/>.</returns>
    public async Task<bool> WaitUntilGoneAsync(
        TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (!IsGone)
        {
            if (clock.GetElapsedTime(start) > patience)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int id, int signal);
}
