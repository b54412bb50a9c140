namespace Pipeline.Kubernetes.Discovery;

/// <summary>All that a server serves, as of one look.</summary>
/// <param name="Resources">Of each group the preferred version comes first.</param>
/// <param name="Missing">Groups and versions whose own server does not answer now: "metrics.k8s.io/v1beta1".</param>
public sealed record ApiCatalogue(IReadOnlyList<DiscoveredResource> Resources, IReadOnlyList<string> Missing)
{
    /// <summary>A kind as objects and owner references name it.</summary>
    public DiscoveredResource? OfKind(string apiVersion, string kind) =>
        Resources.FirstOrDefault(resource => resource.Type.Kind == kind && resource.Type.ApiVersion == apiVersion);

    /// <summary>A kind in whichever version of its group the server prefers.</summary>
    public DiscoveredResource? OfGroupKind(string group, string kind) =>
        Resources.FirstOrDefault(resource => resource.Type.Kind == kind && resource.Type.Group == group);

    /// <summary>A kind as URLs name it.</summary>
    public DiscoveredResource? OfPlural(string apiVersion, string plural) =>
        Resources.FirstOrDefault(resource => resource.Type.Plural == plural && resource.Type.ApiVersion == apiVersion);

    /// <summary>A kind as people name it: "deploy", "deployment", "deployments", "deployments.apps", "Deployment".</summary>
    public DiscoveredResource? Named(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (plain, group) = dot < 0 ? (name, null) : (name[..dot], name[(dot + 1)..]);
        return Resources.FirstOrDefault(resource => (group is null || resource.Type.Group == group) && Is(resource, plain));
    }

    private static bool Is(DiscoveredResource resource, string name) =>
        Same(resource.Type.Plural, name) || Same(resource.Singular, name) || Same(resource.Type.Kind, name)
        || resource.ShortNames.Any(shortName => Same(shortName, name));

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
