using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Processes;

/// <summary>What to start, as whom, and what happens to it when this process dies.</summary>
public sealed record ChildProcessStart(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Set on top of this process' environment; a null value takes the variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder it starts in; <see cref="RunAs"/> must be able to enter it. "/" by default.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Null: the user of this process. Another one needs root.</summary>
    public UnixUser? RunAs { get; init; }

    /// <summary>What the kernel sends to the child when this process is gone, however it went.</summary>
    public UnixSignal WhenParentDies { get; init; } = UnixSignal.Kill;

    /// <summary>Called with each line of both outputs, on a thread of the pool.</summary>
    public Action<string>? OnLine { get; init; }

    /// <remarks>
    /// setsid (util-linux) gives the child a session of its own, so that a Ctrl-C on the terminal is for this process alone, which
    /// then ends the child in order; setpriv changes the user and asks for the death signal. Both become the program: same id.
    /// </remarks>
    /// <exception cref="ProgramNotFoundException">The program, setsid or setpriv is missing.</exception>
    internal ProcessStartInfo ToStartInfo()
    {
        var program = ProgramPath.Find(Program) ?? throw new ProgramNotFoundException(Program);
        var setpriv = ProgramPath.Find("setpriv") ?? throw new ProgramNotFoundException("setpriv");
        var setsid = ProgramPath.Find("setsid") ?? throw new ProgramNotFoundException("setsid");
        var info = new ProcessStartInfo(setsid)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        AddAll(info, setpriv);
        if (RunAs is { } user)
        {
            AddAll(
                info, "--reuid", user.UserId.ToString(CultureInfo.InvariantCulture),
                "--regid", user.GroupId.ToString(CultureInfo.InvariantCulture), "--clear-groups");
        }

        AddAll(info, "--pdeathsig", NameOf(WhenParentDies), "--", program);
        AddAll(info, [.. Arguments]);
        foreach (var (name, value) in Environment)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }

        return info;
    }

    private static string NameOf(UnixSignal signal) => signal switch // setpriv knows no numbers
    {
        UnixSignal.Interrupt => "INT",
        UnixSignal.Quit => "QUIT",
        UnixSignal.Kill => "KILL",
        UnixSignal.Terminate => "TERM",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "This signal does not end a process."),
    };

    private static void AddAll(ProcessStartInfo info, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
    }
}
