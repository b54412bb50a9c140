namespace Pipeline.Processes;

/// <param name="ExitCode">0 is success.</param>
/// <param name="Output">The last 200 lines of both outputs.</param>
public sealed record ChildProcessResult(int ExitCode, string Output);
