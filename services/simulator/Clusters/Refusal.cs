using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Clusters;

/// <summary>The refusals of a real API server, word for word.</summary>
public static class Refusal
{
    /// <summary>Optimistic concurrency lost.</summary>
    public const string Modified = "the object has been modified; please apply your changes to the latest version and try again";

    public static StatusException NotFound(ResourceKind kind, string name) => NotFound(kind.GroupResource, kind, kind.Plural, name);

    /// <summary>A subresource names itself "deployments/scale".</summary>
    public static StatusException NotFound(string groupResource, ResourceKind kind, string plural, string name) =>
        new(404, "NotFound", $"{groupResource} \"{name}\" not found", Details(name, kind.Group, plural));

    /// <summary>What a path without anything behind it gets.</summary>
    public static StatusException NoSuchResource() => new(404, "NotFound", "the server could not find the requested resource", []);

    public static StatusException AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.GroupResource} \"{name}\" already exists", Details(name, kind.Group, kind.Plural));

    public static StatusException Conflict(ResourceKind kind, string name, string why = Modified) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.GroupResource} \"{name}\": {why}", Details(name, kind.Group, kind.Plural));

    /// <summary>A conflict whose message and details name something else than the resource: "Pod", "pods/binding".</summary>
    public static StatusException ConflictOn(string what, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {what} \"{name}\": {why}", Details(name, "", what));

    public static StatusException Forbidden(ResourceKind kind, string name, string why, params FieldProblem[] causes)
    {
        var details = Details(name, kind.Group, kind.Plural);
        if (causes.Length > 0)
            details["causes"] = Causes(causes);
        return new(403, "Forbidden", name.Length == 0
            ? $"{kind.GroupResource} is forbidden: {why}"
            : $"{kind.GroupResource} \"{name}\" is forbidden: {why}", details);
    }

    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>An object that does not name itself as its path does.</summary>
    public static StatusException OtherName(string sent, string name) => BadRequest(sent.Length == 0
        ? $"the name of the object ({name} based on URL) was undeterminable: name must be provided"
        : $"the name of the object ({sent}) does not match the name on the URL ({name})");

    /// <summary>An object of another namespace than its path.</summary>
    public static StatusException OtherNamespace() =>
        BadRequest("the namespace of the provided object does not match the namespace sent on the request");

    /// <summary>What the real server did not expect either: 500 without a reason.</summary>
    public static StatusException Unexpected(string message) => new(500, "", message);

    public static StatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static StatusException Invalid(ResourceKind kind, string name, IReadOnlyCollection<FieldProblem> problems) =>
        Invalid(kind.Kind, kind.Group, name, problems);

    /// <summary>An object, or the options of a request ("CreateOptions" of "meta.k8s.io"), that breaks rules.</summary>
    public static StatusException Invalid(string kind, string group, string name, IReadOnlyCollection<FieldProblem> problems)
    {
        var texts = problems.Select(p => p.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var what = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var details = Details(name, group, kind);
        details["causes"] = Causes(problems);
        return new(422, "Invalid", $"{(group.Length == 0 ? kind : $"{kind}.{group}")} \"{name}\" is invalid: {what}", details);
    }

    /// <summary>A version that does not exist yet, after the time that a client may wait for it.</summary>
    public static StatusException TooLargeResourceVersion(long wanted, long current) => new(
        504, "Timeout", string.Create(CultureInfo.InvariantCulture, $"Timeout: Too large resource version: {wanted}, current: {current}"),
        new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });

    public static StatusException Expired(string message) => new(410, "Expired", message);

    /// <summary>name, group and kind, without the empty ones.</summary>
    public static JsonObject Details(string name, string group, string kind)
    {
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        if (kind.Length > 0)
            details["kind"] = kind;
        return details;
    }

    private static JsonArray Causes(IEnumerable<FieldProblem> problems) =>
        [.. problems.Select(p => new JsonObject { ["reason"] = p.Reason, ["message"] = p.Message, ["field"] = p.Field })];
}
