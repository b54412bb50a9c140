using Pipeline.Cli.Invocation;

namespace Pipeline.Cli.Audit.Records;

/// <summary>The one stream that a person means.</summary>
internal static class StreamChoice
{
    /// <param name="candidates">Streams whose ids begin with <paramref name="prefix"/>.</param>
    /// <param name="prefix">What the person typed.</param>
    public static Guid Of(IReadOnlyCollection<Guid> candidates, string prefix) => candidates.Count switch
    {
        1 => candidates.Single(),
        0 => throw new CommandException(ExitCode.NotFound, $"The record has no incident whose id begins with {prefix}."),
        _ => throw new CommandException(
            ExitCode.Usage, $"Several incidents begin with {prefix}: {string.Join(", ", candidates.Take(5))}. Give more digits."),
    };
}
