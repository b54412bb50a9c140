using System.Text.Json;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Discovery;

/// <summary>Asks a server what it serves: in two requests where it aggregates (1.26 and later), else group by group.</summary>
internal static class CatalogueReader
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    public static async Task<ApiCatalogue> ReadAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        var resources = new List<DiscoveredResource>();
        var missing = new List<string>();
        foreach (var root in (string[])["/api", "/apis"])
        {
            var answer = await client.GetRawAsync(root, Aggregated, cancellationToken);
            if (answer.Kind == "APIGroupDiscoveryList")
                ReadAggregated(answer, resources, missing);
            else
                await ReadGroupsAsync(client, answer, resources, missing, cancellationToken);
        }
        return new ApiCatalogue(resources, missing);
    }

    private static void ReadAggregated(KubernetesObject list, List<DiscoveredResource> resources, List<string> missing)
    {
        foreach (var group in list.Raw.Deserialize<GroupDiscoveryList>(KubernetesJson.Options)!.Items)
            foreach (var version in group.Versions)
            {
                if (version.Freshness == "Stale")
                    missing.Add(ApiVersion(group.Metadata.Name, version.Version));
                foreach (var resource in version.Resources)
                    resources.Add(new DiscoveredResource(new ResourceType(
                        group.Metadata.Name, version.Version, resource.Resource, resource.ResponseKind?.Kind ?? "", resource.Scope == "Namespaced"))
                    {
                        Singular = resource.SingularResource,
                        ShortNames = resource.ShortNames,
                        Categories = resource.Categories,
                        Verbs = resource.Verbs,
                        Subresources = [.. resource.Subresources.Select(part => part.Subresource)],
                    });
            }
    }

    private static async Task ReadGroupsAsync(
        IKubernetesClient client, KubernetesObject answer, List<DiscoveredResource> resources, List<string> missing, CancellationToken cancellationToken)
    {
        foreach (var (group, version) in VersionsIn(answer))
        {
            var root = new ResourceType(group, version, "", "").Root;
            try
            {
                var list = await client.GetRawAsync(root, "application/json", cancellationToken);
                resources.AddRange(ReadResources(group, version, list.Raw.Deserialize<ResourceList>(KubernetesJson.Options)!.Resources));
            }
            catch (Exception e) when (e is JsonException or KubernetesException and not (UnreachableException or UnauthorizedException))
            {
                missing.Add(ApiVersion(group, version)); // an aggregated API whose server is down must not hide the others
            }
        }
    }

    private static IEnumerable<(string Group, string Version)> VersionsIn(KubernetesObject answer)
    {
        if (answer.Kind == "APIVersions")
            return answer.Raw.Deserialize<Versions>(KubernetesJson.Options)!.List.Select(version => ("", version));
        var groups = answer.Raw.Deserialize<GroupList>(KubernetesJson.Options)!.Groups;
        return groups.SelectMany(group => group.Versions
            .OrderByDescending(version => version.Version == group.PreferredVersion?.Version)
            .Select(version => (group.Name, version.Version)));
    }

    private static IEnumerable<DiscoveredResource> ReadResources(string group, string version, IReadOnlyList<Resource> list) =>
        list.Where(resource => !resource.Name.Contains('/', StringComparison.Ordinal))
            .Select(resource => new DiscoveredResource(new ResourceType(
                resource.Group ?? group, resource.Version ?? version, resource.Name, resource.Kind, resource.Namespaced))
            {
                Singular = resource.SingularName,
                ShortNames = resource.ShortNames,
                Categories = resource.Categories,
                Verbs = resource.Verbs,
                Subresources =
                [
                    .. list.Where(part => part.Name.StartsWith(resource.Name + "/", StringComparison.Ordinal))
                        .Select(part => part.Name[(resource.Name.Length + 1)..]),
                ],
            });

    private static string ApiVersion(string group, string version) => group.Length == 0 ? version : $"{group}/{version}";

    private sealed record GroupDiscoveryList
    {
        public IReadOnlyList<GroupDiscovery> Items { get; init; } = [];
    }

    private sealed record GroupDiscovery
    {
        public ObjectMeta Metadata { get; init; } = new();

        public IReadOnlyList<VersionDiscovery> Versions { get; init; } = [];
    }

    private sealed record VersionDiscovery
    {
        public string Version { get; init; } = "";

        public string? Freshness { get; init; }

        public IReadOnlyList<ResourceDiscovery> Resources { get; init; } = [];
    }

    private sealed record ResourceDiscovery
    {
        public string Resource { get; init; } = "";

        public ResponseKind? ResponseKind { get; init; }

        public string? Scope { get; init; }

        public string? SingularResource { get; init; }

        public IReadOnlyList<string> ShortNames { get; init; } = [];

        public IReadOnlyList<string> Categories { get; init; } = [];

        public IReadOnlyList<string> Verbs { get; init; } = [];

        public IReadOnlyList<SubresourceDiscovery> Subresources { get; init; } = [];
    }

    private sealed record ResponseKind
    {
        public string Kind { get; init; } = "";
    }

    private sealed record SubresourceDiscovery
    {
        public string Subresource { get; init; } = "";
    }

    private sealed record Versions
    {
        [System.Text.Json.Serialization.JsonPropertyName("versions")]
        public IReadOnlyList<string> List { get; init; } = [];
    }

    private sealed record GroupList
    {
        public IReadOnlyList<Group> Groups { get; init; } = [];
    }

    private sealed record Group
    {
        public string Name { get; init; } = "";

        public IReadOnlyList<GroupVersion> Versions { get; init; } = [];

        public GroupVersion? PreferredVersion { get; init; }
    }

    private sealed record GroupVersion
    {
        public string Version { get; init; } = "";
    }

    private sealed record ResourceList
    {
        public IReadOnlyList<Resource> Resources { get; init; } = [];
    }

    private sealed record Resource
    {
        public string Name { get; init; } = "";

        public string Kind { get; init; } = "";

        public string? Group { get; init; }

        public string? Version { get; init; }

        public bool Namespaced { get; init; }

        public string? SingularName { get; init; }

        public IReadOnlyList<string> ShortNames { get; init; } = [];

        public IReadOnlyList<string> Categories { get; init; } = [];

        public IReadOnlyList<string> Verbs { get; init; } = [];
    }
}
