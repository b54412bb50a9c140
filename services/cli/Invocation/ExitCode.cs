namespace Pipeline.Cli.Invocation;

/// <summary>What the process ends with. Scripts go by it, so none may change.</summary>
internal static class ExitCode
{
    /// <summary>Done; for <c>audit verify</c>: sound.</summary>
    public const int Ok = 0;

    /// <summary>It went wrong; for <c>audit verify</c>: tampered; for <c>doctor</c>: something must be repaired.</summary>
    public const int Error = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>There is no such incident.</summary>
    public const int NotFound = 3;

    /// <summary>Somebody decided already, another plan is on the table, or it is too late.</summary>
    public const int Conflict = 4;

    /// <summary>The caller may not do it.</summary>
    public const int Denied = 5;

    /// <summary>No answer in time.</summary>
    public const int TimedOut = 6;

    /// <summary>Ended by Ctrl-C: 128 and the signal's number, as shells do.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
