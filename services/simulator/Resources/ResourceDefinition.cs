using System.Collections.Immutable;

namespace Pipeline.Simulator.Resources;

/// <summary>How a kind is served at one group and version: what discovery says of it and what requests may do.</summary>
/// <param name="Kind">The kind under the group and version it is served at.</param>
/// <param name="Stored">The kind that its objects are stored as: the same, unless the version is another view ("events.k8s.io").</param>
/// <param name="Singular">"deployment"; empty where the server shows none.</param>
/// <param name="Verbs">"get", "list" … in the order of discovery.</param>
public sealed record ResourceDefinition(ResourceKind Kind, ResourceKind Stored, string Singular, ImmutableArray<string> Verbs)
{
    /// <summary>The verbs of a kind that can do everything.</summary>
    public static readonly ImmutableArray<string> AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>"DeploymentList".</summary>
    public string ListKind { get; init; } = Kind.Kind + "List";

    /// <summary>"deploy".</summary>
    public ImmutableArray<string> ShortNames { get; init; } = [];

    /// <summary>"all".</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>"status", "scale" …</summary>
    public ImmutableArray<SubresourceDefinition> Subresources { get; init; } = [];

    /// <summary>What its CustomResourceDefinition says; null for a built-in kind.</summary>
    public CustomKind? Custom { get; init; }

    /// <summary>Whether only requests come in and nothing is stored ("selfsubjectaccessreviews").</summary>
    public bool IsVirtual { get; init; }

    /// <summary>The subresource of that name; null when there is none.</summary>
    public SubresourceDefinition? Subresource(string name) => Subresources.FirstOrDefault(s => s.Name == name);
}

/// <summary>A part of an object with its own path.</summary>
/// <param name="Name">"status", "scale".</param>
/// <param name="Group">Group of its bodies.</param>
/// <param name="Version">Version of its bodies.</param>
/// <param name="Kind">Kind of its bodies: "Scale"; of status the object's own.</param>
/// <param name="Verbs">What requests may do to it.</param>
public sealed record SubresourceDefinition(string Name, string Group, string Version, string Kind, ImmutableArray<string> Verbs);
