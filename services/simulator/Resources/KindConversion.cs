using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Resources;

/// <summary>Turns objects of a version that is only a view into what is stored, and back.</summary>
public static class KindConversion
{
    private static readonly (string Served, string Stored)[] EventFields =
    [
        ("regarding", "involvedObject"), ("note", "message"), ("reportingController", "reportingComponent"), ("deprecatedSource", "source"),
        ("deprecatedFirstTimestamp", "firstTimestamp"), ("deprecatedLastTimestamp", "lastTimestamp"), ("deprecatedCount", "count"),
    ];

    /// <summary>The object as it is stored; the same when the version is the stored one.</summary>
    public static JsonObject ToStored(ResourceDefinition definition, JsonObject json)
    {
        if (definition.Kind == definition.Stored)
            return json;
        var result = definition.Kind == BuiltInResources.EventsV1 ? Renamed(json, EventFields.Select(f => (f.Served, f.Stored)))
            : definition.Kind == BuiltInResources.AutoscalerV1 ? AutoscalerConversion.ToV2(json)
            : json.DeepClone().AsObject();
        result["apiVersion"] = definition.Stored.ApiVersion;
        return result;
    }

    /// <summary>The stored object as this version shows it.</summary>
    public static JsonObject ToServed(ResourceDefinition definition, JsonObject json)
    {
        if (definition.Kind == definition.Stored)
            return json;
        var result = definition.Kind == BuiltInResources.EventsV1 ? ServedEvent(json)
            : definition.Kind == BuiltInResources.AutoscalerV1 ? AutoscalerConversion.ToV1(json)
            : json.DeepClone().AsObject();
        result["apiVersion"] = definition.Kind.ApiVersion;
        return result;
    }

    private static JsonObject ServedEvent(JsonObject json)
    {
        var result = Renamed(json, EventFields.Select(f => (f.Stored, f.Served)));
        foreach (var name in (string[])["reportingController", "reportingInstance"])
        {
            if ((string?)result[name] == "")
                result.Remove(name);
        }
        return result;
    }

    private static JsonObject Renamed(JsonObject json, IEnumerable<(string From, string To)> names)
    {
        var map = names.ToDictionary(n => n.From, n => n.To, StringComparer.Ordinal);
        var result = new JsonObject();
        foreach (var (name, value) in json)
            result[map.GetValueOrDefault(name, name)] = value?.DeepClone();
        return result;
    }
}
