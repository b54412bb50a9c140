using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Masking;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Rows;

/// <summary>What a person wants collected, and from where.</summary>
public sealed record PodCollectorOptions
{
    /// <summary>The way to the cluster.</summary>
    public required KubernetesOptions Kubernetes { get; init; }

    /// <summary>The CSV file.</summary>
    public required string OutputFile { get; init; }

    /// <summary>Prometheus, for CPU, memory and network; null: metrics.k8s.io alone, which knows no network.</summary>
    public Uri? Prometheus { get; init; }

    /// <summary>Matchers for each selector, without braces.</summary>
    public string Selector { get; init; } = "";

    /// <summary>Range of rates.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between two rounds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many rounds; null: until told to stop.</summary>
    public int? Rounds { get; init; }

    /// <summary>With the further columns.</summary>
    public bool Wide { get; init; }

    /// <summary>With the newest line of each pod's log.</summary>
    public bool Logs { get; init; } = true;

    /// <summary>Further queries by name of their column.</summary>
    public IReadOnlyDictionary<string, string> Queries { get; init; } = new Dictionary<string, string>();
}

/// <summary>Collects rows of pods into a CSV file, without a pipeline: for <c>pipeline collect</c>. Only reads from the cluster.</summary>
public sealed class PodCollector : IDisposable
{
    private readonly PodCollectorOptions _options;
    private readonly TimeProvider _clock;
    private readonly IKubernetesClient _client;
    private readonly PrometheusClient? _prometheus;
    private readonly PodRowReader _reader;

    /// <exception cref="Kubernetes.Configuration.ConfigurationException">The kubeconfig is missing or wrong.</exception>
    public PodCollector(PodCollectorOptions options, TimeProvider clock)
        : this(options, clock, KubernetesAccess.Connect(options.Kubernetes, clock, NullLoggerFactory.Instance))
    {
    }

    internal PodCollector(PodCollectorOptions options, TimeProvider clock, IKubernetesClient client)
    {
        (_options, _clock, _client) = (options, clock, client);
        _prometheus = options.Prometheus is { } url ? new PrometheusClient(new PrometheusClientOptions { Url = url }, clock) : null;
        IPodUses[] uses = _prometheus is null
            ? [new MetricsApiUses(client)]
            : [new PrometheusUses(_prometheus, options.Selector, options.RateWindow, options.Queries), new MetricsApiUses(client)];
        // the file leaves this machine perhaps: what is secret is hidden, by a key that nobody keeps
        var masker = Masker.Create(MaskingKey.FromBase64(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MaskingKey.Length)), "this run"), new MaskingOptions());
        _reader = new PodRowReader("default", client, uses, options.Kubernetes.Namespaces, options.Logs, masker, clock);
    }

    /// <summary>Collects round after round; one that fails is said and the next one tried.</summary>
    /// <param name="told">Hears what each round came to.</param>
    public async Task RunAsync(Action<PodRound> told, CancellationToken cancellationToken)
    {
        var file = new PodCsvFile(_options.OutputFile, _options.Wide);
        string[] custom = [.. _options.Queries.Keys.Order(StringComparer.Ordinal)];
        for (var round = 1; ; round++)
        {
            try
            {
                var (rows, missing) = await _reader.ReadAsync(cancellationToken);
                await file.AppendAsync(rows, custom, cancellationToken);
                told(new PodRound(round, rows.Count, missing));
            }
            catch (KubernetesException e)
            {
                told(new PodRound(round, 0, [e.Message]));
            }
            if (round == _options.Rounds)
                return;
            await Task.Delay(_options.Interval, _clock, cancellationToken);
        }
    }

    /// <summary>Checks what could be collected, and collects nothing.</summary>
    public async IAsyncEnumerable<AccessFinding> TestAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var finding in AccessCheck.AskAsync(_client, _options.Kubernetes.Namespaces, cancellationToken))
            yield return finding;
        yield return await TryAsync("metrics.k8s.io", "CPU and memory without Prometheus", new MetricsApiUses(_client).ReadAsync(_options.Kubernetes.Namespaces, cancellationToken));
        if (_prometheus is null)
            yield return new AccessFinding("Prometheus", "network, and CPU and memory over time", true, "none is named: the network columns stay empty");
        else
            yield return await TryAsync($"Prometheus at {_options.Prometheus}", "CPU, memory, network", _prometheus.BuildInfoAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_client as IDisposable)?.Dispose();
        _prometheus?.Dispose();
    }

    private static async Task<AccessFinding> TryAsync(string what, string use, Task attempt)
    {
        try
        {
            await attempt;
            return new AccessFinding(what, use, true, null);
        }
        catch (Exception e) when (e is KubernetesException or PrometheusException)
        {
            return new AccessFinding(what, use, false, e.Message);
        }
    }
}

/// <summary>What one round came to.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Pods">Rows written.</param>
/// <param name="Missing">What could not be had, and why.</param>
public sealed record PodRound(int Number, int Pods, IReadOnlyList<string> Missing);
