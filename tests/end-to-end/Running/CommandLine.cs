using Pipeline.Processes;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>The program <c>pipeline</c>, in processes of its own.</summary>
public static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "pipeline.dll");

    /// <summary>Runs a command to its end.</summary>
    public static Task<ChildProcessResult> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(Invocation(new Dictionary<string, string?>(), arguments), Patience, CancellationToken.None);

    /// <summary>Runs a command against an API that is somewhere else.</summary>
    public static Task<ChildProcessResult> RunAsync(Uri server, string token, params string[] arguments) => ChildProcess.RunAsync(
        Invocation(new Dictionary<string, string?> { ["PIPELINE__TOKEN"] = token }, [.. arguments, "--server", server.ToString()]),
        Patience, CancellationToken.None);

    /// <summary>Starts a command that goes on until it is told to stop.</summary>
    public static ChildProcess Start(params string[] arguments) =>
        ChildProcess.Start(Invocation(new Dictionary<string, string?>(), arguments));

    private static ChildProcessStart Invocation(IReadOnlyDictionary<string, string?> environment, IReadOnlyList<string> arguments) =>
        new("dotnet", [Program, .. arguments]) { Environment = environment };
}
