using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>Learns which of the recorded uids, versions and continue tokens are which of ours, and puts ours into recorded requests.</summary>
internal sealed partial class Translation
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Compares an answer with the recorded one.</summary>
    public void Learn(JsonNode? recorded, JsonNode? ours)
    {
        switch (recorded, ours)
        {
            case (JsonObject r, JsonObject o):
                foreach (var (name, value) in r)
                {
                    if (name is "resourceVersion" or "uid" or "continue" && value is JsonValue && o[name] is JsonValue)
                        _known[Key(name, value.ToString())] = o[name]!.ToString();
                    else
                        Learn(value, o[name]);
                }
                break;
            case (JsonArray r, JsonArray o):
                foreach (var (left, right) in r.Zip(o))
                    Learn(left, right);
                break;
        }
    }

    /// <summary>The path of a request with our versions in it.</summary>
    public string Path(string path, bool watch, ObjectStore store)
    {
        path = ContinueParameter().Replace(path, m => "continue=" + _known.GetValueOrDefault(Key("continue", m.Groups[1].Value), m.Groups[1].Value));
        return VersionParameter().Replace(path, m => $"{m.Groups[1].Value}resourceVersion={Version(m.Groups[2].Value, watch ? store.ResourceVersion : null)}");
    }

    /// <summary>A body with our uids and versions in it.</summary>
    /// <param name="current">The object that the request is about; null when there is none.</param>
    public JsonNode? Body(JsonNode? body, StoredObject? current)
    {
        switch (body)
        {
            case JsonObject o:
                return new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, p.Key switch
                {
                    "resourceVersion" when p.Value is JsonValue => Version(p.Value.ToString(), current?.ResourceVersion),
                    "uid" when p.Value is JsonValue => Uid(p.Value.ToString(), current),
                    _ => Body(p.Value, current),
                })));
            case JsonArray a:
                return new JsonArray([.. a.Select(i => Body(i, current))]);
            default:
                return body?.DeepClone();
        }
    }

    private string Version(string recorded, long? fallback)
    {
        if (_known.TryGetValue(Key("resourceVersion", recorded), out var ours))
            return ours;
        return fallback is not null && long.TryParse(recorded, CultureInfo.InvariantCulture, out var number) && number is > 99 and < 900_000_000
            ? fallback.Value.ToString(CultureInfo.InvariantCulture)
            : recorded;
    }

    private string Uid(string recorded, StoredObject? current) =>
        _known.TryGetValue(Key("uid", recorded), out var ours) ? ours
        : recorded.StartsWith("00000000", StringComparison.Ordinal) || current is null ? recorded
        : current.Uid;

    private static string Key(string name, string value) => $"{name}:{value}";

    [GeneratedRegex("continue=([^&]+)", RegexOptions.CultureInvariant)]
    private static partial Regex ContinueParameter();

    [GeneratedRegex(@"([?&])resourceVersion=(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionParameter();
}
