using Pipeline.Collector.Sources;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>What the settings say about a file that it does not say itself.</summary>
internal sealed record CsvSubject
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The file's name without folder and extensions.</summary>
    public required string FileStem { get; init; }

    /// <summary>Namespace of entities whose namespace is not in the file.</summary>
    public string? Namespace { get; init; }

    /// <summary>Kind of the entities that column titles name: "Service", "Deployment".</summary>
    public string Kind { get; init; } = "Service";

    /// <summary>Name of the entity that the whole file is about; the file's own when null.</summary>
    public string? Name { get; init; }

    /// <summary>Name of the only metric; from the column's title when null.</summary>
    public string? Metric { get; init; }

    /// <summary>Unit of the only metric, as in a title: "%", "ms".</summary>
    public string? Unit { get; init; }

    /// <summary>Signal of the only metric.</summary>
    public Signal? Signal { get; init; }

    /// <summary>Titles of columns to leave out.</summary>
    public IReadOnlyCollection<string> Ignore { get; init; } = [];

    /// <summary>What a file is about that names nobody.</summary>
    public EntityRef FileEntity => Name is null
        ? new EntityRef(Cluster, null, "File", FileStem)
        : new EntityRef(Cluster, Kind == "Node" ? null : Namespace, Kind, Name);

    /// <summary>The entity that a column title names.</summary>
    public EntityRef Named(string name) => new(Cluster, Namespace, Kind, name);

    /// <summary>Whether a column is left out.</summary>
    public bool Ignores(string title) => Ignore.Contains(title, StringComparer.OrdinalIgnoreCase);

    /// <summary>The metric of a file with a single value column.</summary>
    public MetricDefinition OnlyMetric(ColumnHeader header)
    {
        var metric = ColumnCatalogue.MetricOf(header) ?? ColumnCatalogue.Custom(header);
        if (Unit is not null)
        {
            var (unit, scale) = UnitCatalogue.Read(Unit);
            metric = metric with { Unit = unit, Scale = scale };
        }
        return metric with { Name = Metric ?? metric.Name, Signal = Signal ?? metric.Signal };
    }
}
