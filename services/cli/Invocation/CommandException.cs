namespace Pipeline.Cli.Invocation;

/// <summary>A command cannot do what it was asked for.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">For the person: what is wrong, and the way out.</param>
/// <param name="cause">Shown with --debug only.</param>
internal sealed class CommandException(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}
