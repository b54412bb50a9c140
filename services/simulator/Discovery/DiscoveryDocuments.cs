using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Discovery;

/// <summary>What the server says that it serves. Thread-safe; follows the registry.</summary>
/// <param name="registry">What is served.</param>
/// <param name="more">What is served besides ("metrics.k8s.io").</param>
/// <param name="rootPaths">Further paths to name at the root ("/healthz", "/version").</param>
public sealed class DiscoveryDocuments(ResourceRegistry registry, IReadOnlyList<ResourceDefinition> more, IReadOnlyList<string> rootPaths)
{
    private Snapshot _snapshot = new([], [], rootPaths);

    /// <summary>Whether there is a document at a path.</summary>
    public bool Has(string path) => Current().IsKnown(path.Trim('/'));

    /// <summary>The document at a path; null when there is none.</summary>
    /// <param name="path">"/apis/apps/v1".</param>
    /// <param name="accept">The Accept header.</param>
    /// <param name="serverAddress">Host and port at which the client reaches the server.</param>
    public Document? Find(string path, string? accept, string serverAddress)
    {
        var trimmed = path.Trim('/');
        var aggregated = trimmed is "api" or "apis"
            ? AcceptHeader.Read(accept).Select(Form).FirstOrDefault(f => f is not null)
            : null;
        return Current().Find(trimmed, aggregated, serverAddress);
    }

    /// <summary>"v2" where a media type asks for the aggregated form, empty where plain JSON will do, null where it is neither.</summary>
    private static string? Form(MediaType media) =>
        !media.Allows("application/json") ? null
        : media["as"] is not { } form ? ""
        : form == "APIGroupDiscoveryList" && media["g"] == "apidiscovery.k8s.io" && media["v"] is "v2" or "v2beta1" ? media["v"]
        : null;

    private Snapshot Current()
    {
        var (snapshot, definitions) = (Volatile.Read(ref _snapshot), registry.Definitions);
        if (snapshot.Definitions != definitions)
            Volatile.Write(ref _snapshot, snapshot = new Snapshot(definitions, more, rootPaths));
        return snapshot;
    }

    private sealed class Snapshot(ImmutableArray<ResourceDefinition> definitions, IReadOnlyList<ResourceDefinition> more, IReadOnlyList<string> rootPaths)
    {
        private readonly IReadOnlyList<ApiGroup> _groups = ApiGroup.Of(definitions.Concat(more));
        private readonly ConcurrentDictionary<string, Document?> _documents = new(StringComparer.Ordinal);

        public ImmutableArray<ResourceDefinition> Definitions => definitions;

        public Document? Find(string path, string? aggregated, string serverAddress)
        {
            if (aggregated is { Length: > 0 })
                return _documents.GetOrAdd($"{path} {aggregated}", _ => Aggregated(path, aggregated));
            return path == "api" ? Document.Json(PlainDiscovery.Versions(serverAddress))
                : IsKnown(path) ? _documents.GetOrAdd(path, _ => Plain(path))
                : null;
        }

        public bool IsKnown(string path) =>
            path is "" or "api" or "apis" || _groups.Any(g => path == $"apis/{g.Name}" || g.Versions.Any(v => v.Path == path));

        private Document Aggregated(string path, string version) => Document.Json(
            AggregatedDiscovery.Of(_groups.Where(g => g.Name.Length == 0 == (path == "api")), version),
            $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList");

        private Document? Plain(string path) => path switch
        {
            "" => Document.Json(Root()),
            "apis" => Document.Json(PlainDiscovery.Groups(_groups)),
            _ when _groups.FirstOrDefault(g => path == $"apis/{g.Name}") is { Name.Length: > 0 } group => Document.Json(PlainDiscovery.Group(group)),
            _ when _groups.SelectMany(g => g.Versions).FirstOrDefault(v => v.Path == path) is { } version =>
                Document.Json(PlainDiscovery.Resources(version)),
            _ => null,
        };

        private JsonObject Root()
        {
            var groups = _groups.Where(g => g.Name.Length > 0)
                .SelectMany(g => g.Versions.Select(v => $"/{v.Path}").Prepend($"/apis/{g.Name}"));
            return new JsonObject
            {
                ["paths"] = PlainDiscovery.Texts(groups.Concat(["/api", "/api/v1", "/apis", "/apis/"]).Concat(rootPaths).Order(StringComparer.Ordinal)),
            };
        }
    }
}
