using System.Collections.Immutable;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Discovery;

/// <summary>An API group with what it serves.</summary>
/// <param name="Name">"apps"; empty for the core group.</param>
/// <param name="Versions">The preferred one first.</param>
public sealed record ApiGroup(string Name, IReadOnlyList<ApiVersion> Versions)
{
    /// <summary>The groups of all definitions, in the order in which these name them first.</summary>
    public static IReadOnlyList<ApiGroup> Of(IEnumerable<ResourceDefinition> definitions) =>
    [
        .. definitions.GroupBy(d => d.Kind.Group).Select(group => new ApiGroup(
            group.Key,
            [
                .. group.GroupBy(d => d.Kind.Version).OrderBy(v => v.Key, VersionPriority.Comparer)
                    .Select(v => new ApiVersion(group.Key, v.Key, [.. v.OrderBy(d => d.Kind.Plural, StringComparer.Ordinal)])),
            ])),
    ];
}

/// <summary>A version of a group.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Name">"v1".</param>
/// <param name="Resources">By plural name.</param>
public sealed record ApiVersion(string Group, string Name, ImmutableArray<ResourceDefinition> Resources)
{
    /// <summary>"apps/v1", or "v1" for the core group.</summary>
    public string GroupVersion => Group.Length == 0 ? Name : $"{Group}/{Name}";

    /// <summary>"apis/apps/v1", "api/v1".</summary>
    public string Path => Group.Length == 0 ? $"api/{Name}" : $"apis/{Group}/{Name}";
}
