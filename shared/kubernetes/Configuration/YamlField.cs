using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>A value in a kubeconfig that knows where it stands, so that each complaint names file and field.</summary>
/// <param name="File">The path of the file, which relative paths in it start from.</param>
/// <param name="Path">"users[2].user.token"; "" for the whole file.</param>
/// <param name="Node">Null where the file says nothing.</param>
internal sealed record YamlField(string File, string Path, YamlNode? Node)
{
    public bool IsPresent => Node is not null and not YamlScalarNode { Value: null or "" } and not YamlScalarNode { Value: "null" or "~", Style: YamlDotNet.Core.ScalarStyle.Plain };

    public string? Text => !IsPresent ? null
        : Node is YamlScalarNode scalar ? scalar.Value : throw Wrong("is not a text");

    public bool Flag => Text is { } text && (bool.TryParse(text, out var flag) ? flag : throw Wrong($"is \"{text}\", not true or false"));

    public IEnumerable<YamlField> Items
    {
        get
        {
            if (!IsPresent)
                return [];
            return Node is YamlSequenceNode list
                ? list.Children.Select((node, i) => new YamlField(File, string.Create(CultureInfo.InvariantCulture, $"{Path}[{i}]"), node))
                : throw Wrong("is not a list");
        }
    }

    public IEnumerable<(string Name, YamlField Value)> Entries
    {
        get
        {
            if (!IsPresent)
                return [];
            return Node is YamlMappingNode map
                ? map.Children.Select(entry => NameOf(entry.Key)).Select(name => (name, this[name]))
                : throw Wrong("is not a map");
        }
    }

    public YamlField this[string name]
    {
        get
        {
            if (IsPresent && Node is not YamlMappingNode)
                throw Wrong("is not a map");
            var node = Node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;
            return new YamlField(File, Path.Length == 0 ? name : $"{Path}.{name}", node);
        }
    }

    public string Required() => Text ?? throw Wrong("is missing");

    /// <summary>A path as the file means it: relative to the folder the file is in.</summary>
    public string? AbsolutePath() =>
        Text is { } text ? System.IO.Path.GetFullPath(text, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(File))!) : null;

    /// <summary>The bytes of a base64 field.</summary>
    public byte[] Base64()
    {
        try
        {
            return Convert.FromBase64String(Required());
        }
        catch (FormatException)
        {
            throw Wrong("is not base64");
        }
    }

    /// <summary>The text of the file that the field names.</summary>
    public string Content()
    {
        var path = AbsolutePath() ?? throw Wrong("is missing");
        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"names {path}, which cannot be read: {e.Message}", e);
        }
    }

    public Uri Url(params ReadOnlySpan<string> schemes)
    {
        var text = Required();
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme) && url.Host.Length > 0
            ? url
            : throw Wrong($"is \"{text}\", not a URL that begins with {string.Join(":// or ", schemes.ToArray())}://");
    }

    /// <summary>The certificates in a PEM text that this field gave.</summary>
    public X509Certificate2Collection Certificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw Wrong($"holds a certificate that cannot be read: {e.Message}", e);
        }
        return certificates.Count > 0 ? certificates : throw Wrong("holds no certificate in PEM form");
    }

    public ConfigurationException Wrong(string what, Exception? inner = null) =>
        new(Path.Length == 0 ? $"{File}: {what}" : $"{File}: {Path}: {what}", inner);

    private static string NameOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";
}
