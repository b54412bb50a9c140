using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>One or several kubeconfig files as one.</summary>
/// <remarks>
/// As client-go merges them: the first file that defines a named cluster, user or context wins, whole;
/// current-context is the first that is not empty.
/// </remarks>
internal sealed class Kubeconfig
{
    private const long LongestFile = 32 << 20;
    private readonly Dictionary<string, YamlField> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlField> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlField> _contexts = new(StringComparer.Ordinal);

    private Kubeconfig(IReadOnlyList<string> files) => Files = files;

    public IReadOnlyList<string> Files { get; }

    public YamlField? CurrentContext { get; private set; }

    public IReadOnlyCollection<string> ContextNames => _contexts.Keys;

    public YamlField? Cluster(string name) => _clusters.GetValueOrDefault(name);

    public YamlField? User(string name) => _users.GetValueOrDefault(name);

    public YamlField? Context(string name) => _contexts.GetValueOrDefault(name);

    /// <param name="files">First the one whose entries win; each exists.</param>
    /// <exception cref="ConfigurationException">One of them cannot be read, or is no kubeconfig.</exception>
    public static Kubeconfig Read(IReadOnlyList<string> files)
    {
        var merged = new Kubeconfig(files);
        foreach (var file in files)
            merged.Add(Parse(file));
        return merged;
    }

    private void Add(YamlField root)
    {
        if (root["kind"].Text is { } kind && kind != "Config")
            throw root["kind"].Wrong($"is \"{kind}\", not Config");
        AddNamed(root["clusters"], "cluster", _clusters);
        AddNamed(root["users"], "user", _users);
        AddNamed(root["contexts"], "context", _contexts);
        if (CurrentContext is null && root["current-context"] is { IsPresent: true } current)
            CurrentContext = current;
    }

    private static void AddNamed(YamlField list, string inner, Dictionary<string, YamlField> entries)
    {
        foreach (var item in list.Items)
            entries.TryAdd(item["name"].Required(), item[inner]);
    }

    private static YamlField Parse(string file)
    {
        try
        {
            if (new FileInfo(file).Length > LongestFile)
                throw new ConfigurationException($"{file}: is larger than any kubeconfig ({LongestFile >> 20} MiB)");
            using var reader = File.OpenText(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            var root = new YamlField(file, "", yaml.Documents.Count > 0 ? yaml.Documents[0].RootNode : null);
            return !root.IsPresent || root.Node is YamlMappingNode ? root : throw root.Wrong("is no kubeconfig: it is not a map");
        }
        catch (YamlException e)
        {
            throw new ConfigurationException($"{file}: line {e.Start.Line}: is not YAML: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{file}: cannot be read: {e.Message}", e);
        }
    }
}
