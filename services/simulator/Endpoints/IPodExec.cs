using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Endpoints;

/// <summary>Runs commands in containers, as <c>kubectl exec</c> asks for.</summary>
public interface IPodExec
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="pod">The pod, as it is now.</param>
    /// <param name="container">Name of a running container of it.</param>
    /// <param name="command">The program and its arguments; not empty.</param>
    /// <param name="input">All that was sent to its standard input.</param>
    ExecResult Run(StoredObject pod, string container, IReadOnlyList<string> command, string input);
}

/// <summary>What a command did.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ExecResult(int ExitCode, string Output, string Error = "");
