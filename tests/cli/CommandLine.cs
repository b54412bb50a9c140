using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Tests;

/// <summary>What an invocation wrote, and how it ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);

/// <summary>Runs the command line in this process.</summary>
internal static class CommandLine
{
    /// <summary>One invocation, where nobody can be asked.</summary>
    public static Task<Ended> RunAsync(params string[] arguments) => RunWithAsync(new Dictionary<string, string>(), null, arguments);

    /// <summary>One invocation.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="answers">What a person types; null when there is none.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<Ended> RunWithAsync(IReadOnlyDictionary<string, string> variables, string? answers, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        using var input = answers is null ? null : new StringReader(answers);
        var environment = new CliEnvironment(
            new Terminal(output, error, input), new SteadyClock(Some.At(6)), variables.GetValueOrDefault);
        var exitCode = await PipelineCommandLine.RunAsync(arguments, environment);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
