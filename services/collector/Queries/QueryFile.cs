using Pipeline.Contracts.Metrics;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Pipeline.Collector.Queries;

/// <summary>Reads queries from YAML; an unknown key is an error.</summary>
public static class QueryFile
{
    private const string BuiltIn = "Pipeline.Collector.Queries.default-queries.yaml";

    /// <summary>The queries that come with the collector: node exporter, cAdvisor, kube-state-metrics, golden signals.</summary>
    public static IReadOnlyList<QueryDefinition> Default()
    {
        using var stream = typeof(QueryFile).Assembly.GetManifestResourceStream(BuiltIn)!;
        using var reader = new StreamReader(stream);
        return Parse("built-in queries", reader.ReadToEnd());
    }

    /// <exception cref="QueryFileException">The file cannot be read or used.</exception>
    public static IReadOnlyList<QueryDefinition> Load(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryFileException($"The query file '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <param name="name">The file's name, for messages.</param>
    public static IReadOnlyList<QueryDefinition> Parse(string name, string yaml)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();
        try
        {
            var entries = reader.Deserialize<Document?>(yaml)?.Queries ?? [];
            return entries.Count > 0
                ? [.. entries.Select((entry, index) => entry.Check(name, index))]
                : throw new QueryFileException($"{name} holds no queries: list them under 'queries'.");
        }
        catch (YamlException e)
        {
            throw new QueryFileException($"{name}, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private sealed class Document
    {
        public List<Entry> Queries { get; set; } = [];
    }

    private sealed class Entry
    {
        public string Metric { get; set; } = "";

        public string Query { get; set; } = "";

        public string Unit { get; set; } = "1";

        public string? Signal { get; set; }

        public EntityEntry? Entity { get; set; }

        public List<string> Labels { get; set; } = [];

        public bool Expected { get; set; }

        public QueryDefinition Check(string file, int index)
        {
            var where = $"{file}, query {index + 1}{(Metric.Length > 0 ? $" ('{Metric}')" : "")}";
            if (Metric.Length == 0 || Metric != Sources.MetricName.Kebab(Metric))
                throw new QueryFileException($"{where}: 'metric' must be a kebab-case name, such as cpu-utilization.");
            if (string.IsNullOrWhiteSpace(Query))
                throw new QueryFileException($"{where}: 'query' is missing.");
            if (!Enum.TryParse<Signal>(Signal, ignoreCase: true, out var signal) || !Enum.IsDefined(signal))
                throw new QueryFileException($"{where}: 'signal' is '{Signal}', and must be latency, traffic, errors or saturation.");
            if (Entity is null)
                throw new QueryFileException($"{where}: 'entity' is missing; give kind and name.");
            var entity = new EntityTemplate { Kind = Entity.Kind, Name = Entity.Name, Namespace = Entity.Namespace };
            if (entity.Problem() is { } problem)
                throw new QueryFileException($"{where}: {problem}.");
            return new QueryDefinition
            {
                Metric = Metric,
                Query = Query.Trim(),
                Unit = Unit,
                Signal = signal,
                Entity = entity,
                Labels = Labels,
                Expected = Expected,
            };
        }
    }

    private sealed class EntityEntry
    {
        public string Kind { get; set; } = "";

        public string Name { get; set; } = "";

        public string? Namespace { get; set; }
    }
}
