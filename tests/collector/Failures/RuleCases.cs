using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace Pipeline.Collector.Tests.Failures;

/// <summary>Small clusters with what the scans must see in them, from the YAML files beside; times are seconds before now.</summary>
internal static class RuleCases
{
    public static TheoryData<string, string[], string[]> All()
    {
        var data = new TheoryData<string, string[], string[]>();
        var reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        foreach (var file in Directory.EnumerateFiles(Some.Data("rules"), "*.yaml").Order(StringComparer.Ordinal))
        {
            foreach (var entry in reader.Deserialize<List<Dictionary<string, object>>>(File.ReadAllText(file)))
            {
                var objects = ((List<object>)entry["objects"]).Select(o => Json(o)!.ToJsonString()).ToArray();
                var sees = entry.TryGetValue("sees", out var seen) && seen is List<object> list ? list.Select(s => s.ToString()!).ToArray() : [];
                data.Add($"{Path.GetFileNameWithoutExtension(file)}: {entry["case"]}", objects, sees);
            }
        }
        return data;
    }

    private static JsonNode? Json(object? value) => value switch
    {
        null => null,
        Dictionary<object, object> map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key.ToString()!, Json(p.Value)))),
        List<object> list => new JsonArray([.. list.Select(Json)]),
        bool flag => flag,
        string text => Time(text),
        _ => JsonValue.Create(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    /// <summary>"-90s" and "-3h" are times before now.</summary>
    private static string Time(string text)
    {
        if (text.Length < 3 || text[0] != '-' || !int.TryParse(text.AsSpan(1, text.Length - 2), out var number))
            return text;
        var ago = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => TimeSpan.MinValue,
        };
        return ago == TimeSpan.MinValue ? text : (Some.Noon - ago).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }
}
