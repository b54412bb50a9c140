using System.ComponentModel.DataAnnotations;
using Pipeline.Collector.Alerts;
using Pipeline.Collector.Csv;
using Pipeline.Collector.Queries;
using Pipeline.Collector.Watching;

namespace Pipeline.Collector;

/// <summary>What the collector reads. The keys of the two maps are the sources' names; a source without one is not read.</summary>
public sealed class CollectorOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Collector";

    /// <summary>Prometheus servers by name: "main" is source "prometheus:main".</summary>
    public IReadOnlyDictionary<string, PrometheusSourceOptions> Prometheus { get; init; } = new Dictionary<string, PrometheusSourceOptions>();

    /// <summary>CSV files by name: "checkout" is source "csv:checkout".</summary>
    public IReadOnlyDictionary<string, CsvSourceOptions> Csv { get; init; } = new Dictionary<string, CsvSourceOptions>();

    /// <summary>The cluster that is watched through its API.</summary>
    public KubernetesOptions Kubernetes { get; init; } = new();

    /// <summary>The webhook for alerts.</summary>
    public AlertmanagerOptions Alertmanager { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var name in Prometheus.Keys.Concat(Csv.Keys).Where(n => n.Length is 0 or > 60 || n.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))))
            yield return new ValidationResult($"the source's name '{name}' must be 1 to 60 letters, digits, dots, dashes and underscores");
        foreach (var problem in Kubernetes.Problems())
            yield return new ValidationResult($"collector:kubernetes: {problem}", ["Kubernetes"]);
        foreach (var (name, options) in Prometheus)
        {
            foreach (var problem in options.Problems())
                yield return new ValidationResult($"collector:prometheus:{name}: {problem}", [$"Prometheus:{name}"]);
        }
        foreach (var (name, options) in Csv)
        {
            foreach (var problem in options.Problems())
                yield return new ValidationResult($"collector:csv:{name}: {problem}", [$"Csv:{name}"]);
        }
    }
}
