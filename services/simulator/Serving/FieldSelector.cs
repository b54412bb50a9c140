using System.Text.Json;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Serving;

/// <summary>A field selector of a query: "status.phase=Running,spec.nodeName!=".</summary>
public sealed class FieldSelector
{
    private static readonly Dictionary<ResourceKind, string[]> Supported = new()
    {
        [Kinds.Pod] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase",
            "status.podIP", "status.podIPs", "status.nominatedNodeName",
        ],
        [Kinds.Event] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        [Kinds.Node] = ["spec.unschedulable"],
        [Kinds.Namespace] = ["status.phase"],
        [Kinds.Secret] = ["type"],
        [Kinds.ReplicaSet] = ["status.replicas"],
        [Kinds.ReplicationController] = ["status.replicas"],
        [Kinds.Job] = ["status.successful"],
        [Kinds.Service] = ["spec.clusterIP", "spec.type"],
    };

    private readonly List<(string Field, string Value, bool Equal)> _terms;

    private FieldSelector(List<(string, string, bool)> terms) => _terms = terms;

    /// <summary>Whether it takes everything.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>The name of the one object that it can take; null when there may be more.</summary>
    public string? Name => Single("metadata.name");

    /// <summary>Reads a selector for objects of a resource.</summary>
    /// <exception cref="StatusException">It is none, or asks for what cannot be selected by.</exception>
    public static FieldSelector Parse(string? text, ResourceDefinition definition)
    {
        var selector = Parse(text);
        var known = Supported.GetValueOrDefault(definition.Stored, []);
        foreach (var (field, _, _) in selector._terms)
        {
            if (field is "metadata.name" or "metadata.namespace" || known.Contains(StoredField(definition, field)))
                continue;
            throw known.Length == 0
                ? Refusal.BadRequest($"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")
                : Refusal.BadRequest($"field label not supported: {field}");
        }
        return new FieldSelector([.. selector._terms.Select(t => (StoredField(definition, t.Field), t.Value, t.Equal))]);
    }

    /// <summary>The name that a query selects, without knowing the resource.</summary>
    public static string? NameIn(string? text)
    {
        try
        {
            return text is null ? null : Parse(text).Name;
        }
        catch (StatusException)
        {
            return null; // refused when the resource is known
        }
    }

    /// <summary>Whether it takes an object.</summary>
    public bool Matches(StoredObject o) => _terms.TrueForAll(t => (Value(o, t.Field) == t.Value) == t.Equal);

    private static FieldSelector Parse(string? text)
    {
        var terms = new List<(string, string, bool)>();
        foreach (var part in Split(text ?? ""))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
                throw Refusal.BadRequest($"invalid selector: '{part}'; can't understand '{part}'");
            var equal = at == 0 || part[at - 1] != '!';
            var field = part[..(equal ? at : at - 1)];
            terms.Add((field, Unescape(part[(at + 1)..].TrimStart('=')), equal));
        }
        return new FieldSelector(terms);
    }

    private static IEnumerable<string> Split(string text)
    {
        var begin = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '\\')
                i++;
            else if (i == text.Length || text[i] == ',')
            {
                if (i > begin)
                    yield return text[begin..i];
                begin = i + 1;
            }
        }
    }

    private static string Unescape(string text) =>
        text.Contains('\\', StringComparison.Ordinal) ? text.Replace("\\,", ",", StringComparison.Ordinal).Replace("\\=", "=", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;

    private static string StoredField(ResourceDefinition definition, string field) => definition.Kind == BuiltInResources.EventsV1
        ? field.Replace("regarding.", "involvedObject.", StringComparison.Ordinal).Replace("reportingController", "reportingComponent", StringComparison.Ordinal)
        : field;

    private string? Single(string field) => _terms.Find(t => t.Field == field && t.Equal) is { Value: not null } term ? term.Value : null;

    private static string Value(StoredObject o, string field)
    {
        switch (field)
        {
            case "metadata.name":
                return o.Key.Name;
            case "metadata.namespace":
                return o.Key.Namespace;
            case "source":
                return Walk(o.Root, "source.component") ?? Walk(o.Root, "reportingComponent") ?? "";
            case "status.successful":
                return Walk(o.Root, "status.succeeded") ?? "0";
            case "spec.unschedulable" or "spec.hostNetwork":
                return Walk(o.Root, field) ?? "false";
            case "status.replicas":
                return Walk(o.Root, field) ?? "0";
            case "status.podIPs":
                return Walk(o.Root, "status.podIP") ?? "";
            default:
                return Walk(o.Root, field) ?? "";
        }
    }

    private static string? Walk(JsonElement root, string path)
    {
        var node = root;
        foreach (var name in path.Split('.'))
        {
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out node))
                return null;
        }
        return node.ValueKind == JsonValueKind.String ? node.GetString() : node.GetRawText();
    }
}
