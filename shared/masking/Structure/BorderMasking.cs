using System.Text.Json.Nodes;
using Pipeline.Masking.Keys;
using Pipeline.Masking.Scanning;
using Pipeline.Masking.Tokens;

namespace Pipeline.Masking.Structure;

/// <summary>All masking, with tokens of the border; those of an incident are made from them afterwards.</summary>
/// <remarks>So both stages decide alike, whatever stands in a text already.</remarks>
internal sealed class BorderMasking
{
    private readonly KeyedValues _values;
    private readonly JsonTrees _trees;
    private readonly CommandArguments _arguments;
    private readonly UrlParts _urls;
    private readonly TextMasking _text;

    public BorderMasking(KeyClassifier keys, IReadOnlyList<CustomRule> custom, Pseudonyms pseudonyms, int maxTextLength)
    {
        MaxTextLength = maxTextLength;
        _text = new TextMasking(new SecretFinder(keys, custom), pseudonyms, maxTextLength);
        _values = new KeyedValues(this, keys, _text);
        _trees = new JsonTrees(this, keys, _text, _values);
        _arguments = new CommandArguments(this, keys, _text, _values);
        _urls = new UrlParts(this, keys, _text);
    }

    public int MaxTextLength { get; }

    public string Text(string text) => _text.Mask(text);

    public string Secret(string kind, string value) => value.Length == 0 ? value : _text.MaskWhole(kind, value);

    public string KeyValue(string key, string value) => _values.Mask(key, value);

    public IReadOnlyList<string> Arguments(IReadOnlyList<string> arguments) => _arguments.Mask(arguments);

    public string Url(string url) => _urls.Mask(url);

    public JsonNode? Json(JsonNode? node, int depth = 0) => _trees.Mask(node, depth);

    public string ForIncident(string masked, Guid incident) => _text.ForIncident(masked, incident);
}
