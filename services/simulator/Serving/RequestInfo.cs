using System.Collections.Immutable;
using Pipeline.Simulator.Access;

namespace Pipeline.Simulator.Serving;

/// <summary>What a request is about, by its method and path: the resolver of the real server.</summary>
public sealed record RequestInfo
{
    private static readonly string[] NamespaceSubresources = ["status", "finalize"];

    /// <summary>Whether it is about a resource, not about a path of the server itself.</summary>
    public bool IsResource { get; private init; }

    /// <summary>"get", "list", "watch", "create" …; of other paths the method in lower case.</summary>
    public string Verb { get; private init; } = "";

    public string Path { get; private init; } = "";

    public string Group { get; private init; } = "";

    public string Version { get; private init; } = "";

    /// <summary>Empty outside of namespaces and for all of them.</summary>
    public string Namespace { get; private init; } = "";

    public string Resource { get; private init; } = "";

    public string Subresource { get; private init; } = "";

    public string Name { get; private init; } = "";

    /// <summary>What follows the subresource, such as the path behind a proxy.</summary>
    public ImmutableArray<string> Rest { get; private init; } = [];

    /// <summary>Whether the deprecated path "/watch/" was used.</summary>
    public bool IsWatchPath { get; private init; }

    /// <summary>What has to be allowed for it.</summary>
    public AccessRequest Access => IsResource
        ? new AccessRequest(Verb, Group, Resource, Subresource, Namespace, Name)
        : new AccessRequest(Verb, Path: Path);

    /// <summary>Reads a request.</summary>
    /// <param name="watches">Whether the query asks for a watch.</param>
    /// <param name="selectedName">The name that a field selector asks for; null for none.</param>
    public static RequestInfo Parse(string method, string path, bool watches, string? selectedName)
    {
        var plain = new RequestInfo { Verb = method.ToLowerInvariant(), Path = path };
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", var version, .. var rest] when rest.Length > 0 => Resolve(plain, method, "", version, rest, watches, selectedName),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 => Resolve(plain, method, group, version, rest, watches, selectedName),
            _ => plain,
        };
    }

    private static RequestInfo Resolve(
        RequestInfo plain, string method, string group, string version, string[] rest, bool watches, string? selectedName)
    {
        var watchPath = rest is ["watch", _, ..];
        var parts = watchPath ? rest[1..] : rest;
        var info = plain with { IsResource = true, Group = group, Version = version, IsWatchPath = watchPath };
        if (parts is ["namespaces", var ns, .. var inner])
        {
            info = info with { Namespace = ns };
            if (inner.Length > 0 && !NamespaceSubresources.Contains(inner[0]))
                parts = inner;
        }
        info = parts switch
        {
            [var resource, var name, var sub, .. var more] => info with { Resource = resource, Name = name, Subresource = sub, Rest = [.. more] },
            [var resource, var name] => info with { Resource = resource, Name = name },
            [var resource] => info with { Resource = resource },
            _ => info,
        };
        var verb = VerbOf(method, info, watches || watchPath);
        if (info.Name.Length == 0 && verb is "list" or "watch" or "deletecollection" && selectedName is not null)
            info = info with { Name = selectedName };
        return info with { Verb = verb };
    }

    private static string VerbOf(string method, RequestInfo info, bool watches) => method switch
    {
        "GET" or "HEAD" when info.IsWatchPath => "watch",
        "GET" or "HEAD" when info.Name.Length > 0 => "get",
        "GET" or "HEAD" => watches ? "watch" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => info.Name.Length > 0 ? "delete" : "deletecollection",
        _ => "",
    };
}
