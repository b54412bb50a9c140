using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Invocation;

/// <summary>What a command has around it.</summary>
/// <param name="Terminal">Where it speaks.</param>
/// <param name="Clock">What "in 5 minutes" is counted from.</param>
/// <param name="Variable">Environment variables by name; null for one that is not set.</param>
internal sealed record CliEnvironment(Terminal Terminal, TimeProvider Clock, Func<string, string?> Variable)
{
    /// <summary>The environment of this process.</summary>
    public static CliEnvironment OfProcess() => new(Terminal.OfProcess(), TimeProvider.System, Environment.GetEnvironmentVariable);
}
