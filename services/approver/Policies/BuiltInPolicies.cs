using System.Text;

namespace Pipeline.Approver.Policies;

/// <summary>The policies that come with the approver.</summary>
public static class BuiltInPolicies
{
    /// <summary>In force when no file is configured.</summary>
    public static Policy Default { get; } = Load("built-in.yaml", "built-in");

    /// <summary>In force while the configured file cannot be used.</summary>
    public static Policy FailSafe { get; } = Load("fail-safe.yaml", "built-in, fail-safe");

    private static Policy Load(string name, string origin)
    {
        using var stream = typeof(BuiltInPolicies).Assembly.GetManifestResourceStream($"Pipeline.Approver.Policies.{name}")
            ?? throw new InvalidOperationException($"The policy {name} is not part of the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return PolicyReader.Read(reader.ReadToEnd(), origin);
    }
}
