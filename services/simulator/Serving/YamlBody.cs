using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Simulator.Serving;

/// <summary>Reads YAML as JSON, as sigs.k8s.io/yaml does.</summary>
internal static class YamlBody
{
    private const int Deepest = 100;
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("+-.0123456789eE");

    /// <summary>The JSON of a document; null of an empty one.</summary>
    /// <exception cref="StatusException">It is no YAML.</exception>
    public static JsonNode? ToJson(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode, 0);
        }
        catch (YamlException e)
        {
            throw Refusal.BadRequest(
                $"error decoding YAML: error converting YAML to JSON: yaml: line {Math.Max(1, e.Start.Line - 1)}: did not find expected node content");
        }
    }

    private static JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > Deepest)
            throw Refusal.BadRequest("error decoding YAML: exceeded max depth");
        switch (node)
        {
            case YamlMappingNode map:
                var json = new JsonObject();
                foreach (var (key, value) in map.Children)
                    json[((YamlScalarNode)key).Value ?? ""] = Convert(value, depth + 1);
                return json;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(c => Convert(c, depth + 1))]);
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                return Plain(scalar.Value ?? "");
            case YamlScalarNode scalar:
                return scalar.Value;
            default:
                return null;
        }
    }

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };

    private static bool IsNumber(string text) => char.IsAsciiDigit(text[^1]) && !text.AsSpan().ContainsAnyExcept(NumberLetters);
}
