namespace Pipeline.Actions.Performing;

/// <summary>The target as it is just before an attempt.</summary>
/// <param name="Uid">Its uid; null for what has none.</param>
/// <param name="ResourceVersion">Its resourceVersion; null for what has none.</param>
/// <param name="Fields">The fields that the action changes or that the plan rests on, masked where sensitive.</param>
public sealed record TargetReading(string? Uid, string? ResourceVersion, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Of a target that need not be read.</summary>
    public static TargetReading None { get; } = new(null, null, new Dictionary<string, string>());
}
