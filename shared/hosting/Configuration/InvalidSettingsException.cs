namespace Pipeline.Hosting.Configuration;

/// <summary>The settings are wrong; the message lists every problem, so that one start is enough to find them all.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<SettingProblem> problems) : Exception(Describe(problems))
{
    /// <summary>All that is wrong, at least one.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; } = problems;

    private static string Describe(IReadOnlyList<SettingProblem> problems) =>
        (problems.Count == 1 ? "A setting is wrong:" : $"{problems.Count} settings are wrong:") +
        string.Concat(problems.Select(problem => $"\n  {problem}"));
}
