using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Access;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Serving;

/// <summary>An authenticated and authorized request.</summary>
/// <param name="Http">The exchange.</param>
/// <param name="Info">What it is about.</param>
/// <param name="User">Who sends it.</param>
/// <param name="Definition">How the resource is served; null for other paths.</param>
/// <param name="Server">The server.</param>
public sealed record ApiRequest(HttpContext Http, RequestInfo Info, UserInfo User, ResourceDefinition? Definition, ApiServer Server)
{
    private readonly List<string> _warnings = [];

    /// <summary>Ends when the client goes or the request's time is over.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The cluster behind it.</summary>
    public SimulatedCluster Cluster => Server.Cluster;

    /// <summary>How the resource is served.</summary>
    internal ResourceDefinition Resource => Definition ?? throw Refusal.NoSuchResource();

    /// <summary>What the client should know: sent as a warning header once.</summary>
    public void Warn(string text)
    {
        if (_warnings.Contains(text) || Http.Response.HasStarted)
            return;
        _warnings.Add(text);
        var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace('\n', ' ');
        Http.Response.Headers.Append("Warning", $"299 - \"{quoted}\"");
    }

    /// <summary>A parameter of the query; null when it is absent or empty.</summary>
    public string? Query(string name) => Http.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>A whole number of the query; null when it is absent or empty.</summary>
    /// <exception cref="StatusException">It is none.</exception>
    public long? Number(string name) => Query(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refusal.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");

    /// <summary>A flag of the query: true unless it is absent, "0" or "false".</summary>
    public bool Flag(string name) => Http.Request.Query.TryGetValue(name, out var values) && values[0] is not ("0" or "false" or "False" or "FALSE");

    /// <summary>The object that the path names.</summary>
    /// <exception cref="StatusException">There is none.</exception>
    internal StoredObject Find() =>
        Cluster.Find(Resource.Stored, ScopeOf(Resource), Info.Name) ?? throw Refusal.NotFound(Resource.Stored, Info.Name);

    /// <summary>The namespace of the object: none for kinds without, even if the path has one ("namespaces" themselves).</summary>
    internal string ScopeOf(ResourceDefinition definition) => definition.Kind.Namespaced ? Info.Namespace : "";

    /// <summary>The options of a write by this request.</summary>
    internal WriteOptions WriteOptions(RequestOptions options, string? subresource = null) =>
        new(User.Name, options.FieldManager, subresource, options.DryRun) { Warn = Warn };

    /// <summary>The name in an object's metadata; empty when it has none.</summary>
    internal static string NameOf(JsonObject json) => (json["metadata"] as JsonObject)?.Text("name") ?? "";
}
