using System.Text.Json.Nodes;
using Pipeline.Masking.Keys;
using Pipeline.Masking.Scanning;
using Pipeline.Masking.Structure;
using Pipeline.Masking.Tokens;

namespace Pipeline.Masking;

/// <summary>Replaces secrets by tokens (<see cref="MaskedToken"/>): the same secret by the same token, two secrets never by one.</summary>
/// <remarks>
/// Two stages. At the border, where no incident is known, a masker without one gives tokens of the value alone.
/// <see cref="ForIncident"/> gives the masker whose tokens belong to one incident, and which turns border tokens into
/// the tokens that it gives for the values themselves; what is kept for long is masked by it. Both leave what they have
/// masked as it is. Pure and safe for use by several threads; never throws on any content.
/// </remarks>
public sealed class Masker
{
    private readonly BorderMasking _border;

    private Masker(BorderMasking border, Guid? incident) => (_border, IncidentId) = (border, incident);

    /// <summary>The incident that the tokens belong to; null at the border.</summary>
    public Guid? IncidentId { get; }

    /// <summary>The masker of the border.</summary>
    /// <exception cref="FormatException">The key or a custom pattern is not usable; the message names it.</exception>
    public static Masker Create(MaskingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var key = (options.Key, options.KeyFile) switch
        {
            ({ Length: > 0 } text, null or "") => MaskingKey.FromBase64(text, "Masking:Key"),
            (null or "", { Length: > 0 } file) => MaskingKey.FromFile(file),
            _ => throw new FormatException("Set exactly one of Masking:Key and Masking:KeyFile."),
        };
        return Create(key, options);
    }

    /// <inheritdoc cref="Create(MaskingOptions)"/>
    public static Masker Create(MaskingKey key, MaskingOptions options)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        var keys = new KeyClassifier(options.SensitiveKeys, options.HarmlessKeys);
        var custom = options.Patterns
            .Select((pattern, i) => CustomRule.Compile(pattern, options.MatchTimeout, $"Masking:Patterns:{i}:Pattern"))
            .ToList();
        return new Masker(new BorderMasking(keys, custom, new Pseudonyms(key), options.MaxTextLength), incident: null);
    }

    /// <summary>The masker whose tokens belong to one incident.</summary>
    public Masker ForIncident(Guid incidentId) => new(_border, incidentId);

    /// <summary>Masks what is a secret by its form, or by the word before it, in a log, a message, a manifest.</summary>
    public string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Scoped(_border.Text(text));
    }

    /// <summary>Masks a value that is a secret, whatever it looks like. An empty one stays.</summary>
    /// <param name="kind">One of <see cref="SecretKinds"/>, or in their grammar.</param>
    public string Secret(string kind, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return MaskedToken.IsKind(kind)
            ? Scoped(_border.Secret(kind, value))
            : throw new ArgumentException($"\"{kind}\" is no kind: lower-case letters, digits and \"-\", a letter first.", nameof(kind));
    }

    /// <summary>Masks a value by the name of its key and by its own form; JSON in it as <see cref="Json"/>.</summary>
    public string KeyValue(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return Scoped(_border.KeyValue(key, value));
    }

    /// <summary>Masks the value of an environment variable.</summary>
    public string Environment(string name, string value) => KeyValue(name, value);

    /// <summary>Masks the value of a metric's or an alert's label, where <c>secret</c> names a Kubernetes Secret.</summary>
    public string Label(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return name is "secret" or "exported_secret" && PlainWords.IsObjectName(value) ? Text(value) : KeyValue(name, value);
    }

    /// <summary>Masks the values of labels.</summary>
    public IReadOnlyDictionary<string, string> Labels(IReadOnlyDictionary<string, string> labels) =>
        labels.ToDictionary(label => label.Key, label => Label(label.Key, label.Value));

    /// <summary>Masks the values of annotations, an applied configuration in JSON included.</summary>
    public IReadOnlyDictionary<string, string> Annotations(IReadOnlyDictionary<string, string> annotations) =>
        annotations.ToDictionary(annotation => annotation.Key, annotation => KeyValue(annotation.Key, annotation.Value));

    /// <summary>Masks the arguments of a command: --password x, --password=x, -p x, headers, URLs. As many as before.</summary>
    public IReadOnlyList<string> Arguments(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return [.. _border.Arguments(arguments).Select(Scoped)];
    }

    /// <summary>Masks a URL: userinfo, query and fragment by the names of their parameters, the secret path of a webhook.</summary>
    public string Url(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Scoped(_border.Url(url));
    }

    /// <summary>Masks a JSON document or a Kubernetes object: keys and values, variables, arguments, the data of Secrets.</summary>
    /// <returns>A new tree of the same shape; a number that is a secret becomes a string. The one given is not modified.</returns>
    public JsonNode? Json(JsonNode? node)
    {
        var masked = _border.Json(node);
        return IncidentId is null ? masked : JsonStrings.Replace(masked, Scoped);
    }

    private string Scoped(string masked) => IncidentId is { } id ? _border.ForIncident(masked, id) : masked;
}
