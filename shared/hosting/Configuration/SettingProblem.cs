namespace Pipeline.Hosting.Configuration;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Origin">Where it was written: "pipeline.yaml:3:5", "environment variable PIPELINE__CLUSTER", "flag --cluster".</param>
/// <param name="Message">Which setting, what is wrong with it, what would be right. Never contains a secret.</param>
public sealed record SettingProblem(string Origin, string Message)
{
    /// <summary>"origin: message".</summary>
    public override string ToString() => $"{Origin}: {Message}";
}
