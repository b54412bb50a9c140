using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Simulator.Demo;

/// <summary>Reads objects from YAML, as "kubectl apply -f" would.</summary>
public static class Manifests
{
    /// <summary>All objects of a text with one or many documents.</summary>
    /// <exception cref="FormatException">A document is no object of a kind that the cluster has; the message says where.</exception>
    public static IEnumerable<(ResourceKind Kind, JsonObject Json)> Read(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            throw new FormatException($"line {e.Start.Line}: {e.Message}", e);
        }
        foreach (var document in stream.Documents)
        {
            if (Json(document.RootNode) is not JsonObject json)
                throw new FormatException($"line {document.RootNode.Start.Line}: a document must be an object with apiVersion and kind");
            var (version, name) = ((string?)json["apiVersion"], (string?)json["kind"]);
            var kind = Kinds.All.FirstOrDefault(k => k.ApiVersion == version && k.Kind == name)
                ?? throw new FormatException($"line {document.RootNode.Start.Line}: there is no kind {name} in {version}");
            yield return (kind, json);
        }
    }

    /// <summary>YAML as JSON, by the core schema: plain scalars that look so are numbers, booleans and null.</summary>
    public static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value ?? "", Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var whole) => whole,
        _ when double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && (char.IsAsciiDigit(text[^1]) && !text.Contains('e', StringComparison.OrdinalIgnoreCase)) => number,
        _ => text,
    };
}
