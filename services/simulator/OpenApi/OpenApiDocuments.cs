using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Discovery;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.OpenApi;

/// <summary>The description of all that is served, as kubectl needs it to validate, explain and merge. Thread-safe; follows the registry.</summary>
/// <param name="registry">What is served.</param>
public sealed class OpenApiDocuments(ResourceRegistry registry)
{
    /// <summary>The only forms in which clients before 1.27 take the document of version 2.</summary>
    private static readonly string[] Protobuf =
    [
        "application/com.github.proto-openapi.spec.v2.v1.0+protobuf", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf",
    ];

    private Snapshot _snapshot = new([]);

    /// <summary>The document at a path; null when there is none there.</summary>
    /// <param name="path">"/openapi/v2", "/openapi/v3", "/openapi/v3/apis/apps/v1".</param>
    /// <param name="accept">The Accept header.</param>
    public Document? Find(string path, string? accept)
    {
        var (snapshot, trimmed) = (Current(), path.Trim('/'));
        return trimmed switch
        {
            "openapi/v2" => AcceptHeader.Read(accept).Any(m => Protobuf.Contains(m.Type)) ? snapshot.SecondAsProtobuf : snapshot.Second,
            "openapi/v3" => snapshot.Index,
            _ when trimmed.StartsWith("openapi/v3/", StringComparison.Ordinal) => snapshot.Third(trimmed["openapi/v3/".Length..]),
            _ => null,
        };
    }

    private Snapshot Current()
    {
        var (snapshot, definitions) = (Volatile.Read(ref _snapshot), registry.Definitions);
        if (snapshot.Definitions != definitions)
            Volatile.Write(ref _snapshot, snapshot = new Snapshot(definitions));
        return snapshot;
    }

    private sealed class Snapshot
    {
        private readonly IReadOnlyList<ApiVersion> _versions;
        private readonly ConcurrentDictionary<string, Document?> _third = new(StringComparer.Ordinal);
        private readonly Lazy<JsonObject> _secondJson;
        private readonly Lazy<Document> _second;
        private readonly Lazy<Document> _secondAsProtobuf;
        private readonly Lazy<Document> _index;

        public Snapshot(ImmutableArray<ResourceDefinition> definitions)
        {
            Definitions = definitions;
            _versions = [.. ApiGroup.Of(definitions).SelectMany(g => g.Versions)];
            _secondJson = new(SecondJson);
            _second = new(() => Document.Json(_secondJson.Value));
            _secondAsProtobuf = new(() => new Document(Protobuf[0], Gnostic.Write(_secondJson.Value)));
            _index = new(MakeIndex);
        }

        public ImmutableArray<ResourceDefinition> Definitions { get; }

        public Document Index => _index.Value;

        public Document Second => _second.Value;

        public Document SecondAsProtobuf => _secondAsProtobuf.Value;

        public Document? Third(string path) =>
            _versions.FirstOrDefault(v => v.Path == path) is { } version ? _third.GetOrAdd(path, _ => Document.Json(ThirdJson(version))) : null;

        private Document MakeIndex()
        {
            var paths = new JsonObject();
            foreach (var path in _versions.Select(v => v.Path).Order(StringComparer.Ordinal))
                paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={Third(path)!.Hash}" };
            return Document.Json(new JsonObject { ["paths"] = paths }, "text/plain; charset=utf-8");
        }

        private static JsonObject ThirdJson(ApiVersion version)
        {
            var schemas = new SchemaCollection(SchemaDialect.V3);
            schemas.Add(version);
            return new JsonObject
            {
                ["openapi"] = "3.0.0",
                ["info"] = Info(),
                ["paths"] = new JsonObject(Operations.Of(version, typed: true)),
                ["components"] = new JsonObject { ["schemas"] = schemas.ToJson() },
            };
        }

        private JsonObject SecondJson()
        {
            var schemas = new SchemaCollection(SchemaDialect.V2);
            foreach (var version in _versions)
                schemas.Add(version);
            return new JsonObject
            {
                ["swagger"] = "2.0",
                ["info"] = Info(),
                ["paths"] = new JsonObject(_versions.SelectMany(v => Operations.Of(v, typed: false))),
                ["definitions"] = schemas.ToJson(),
            };
        }

        private static JsonObject Info() => new() { ["title"] = "Kubernetes", ["version"] = "v1.32.13" };
    }
}
