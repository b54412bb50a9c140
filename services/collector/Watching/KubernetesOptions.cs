using System.ComponentModel.DataAnnotations;

namespace Pipeline.Collector.Watching;

/// <summary>The cluster that is watched through its API. Nothing is ever written to it by the collector.</summary>
public sealed class KubernetesOptions
{
    /// <summary>Whether to watch a cluster: auto (when kubeconfig or context is given, or inside a pod with a service account), true, false. "auto" by default.</summary>
    [AllowedValues("auto", "true", "false")]
    public string Enabled { get; init; } = "auto";

    /// <summary>The kubeconfig file; unset: what KUBECONFIG names, ~/.kube/config, or the pod's service account.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The kubeconfig's context; its current one when unset.</summary>
    public string? Context { get; init; }

    /// <summary>Namespaces to watch; all when empty. Naming them needs rights in these namespaces only.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Namespaces that are left out. None by default.</summary>
    public IReadOnlyList<string> ExcludeNamespaces { get; init; } = [];

    /// <summary>A label, as key or key=value, that an object, its namespace or its owner must have for its failures to be told; unset: all are.</summary>
    public string? OptInLabel { get; init; }

    /// <summary>Namespaces in which failures are told as notes only, for those who run them: no incident opens for them. None by default.</summary>
    public IReadOnlyList<string> ProtectedNamespaces { get; init; } = [];

    /// <summary>Settle times instead of the built-in ones, by the state's name: how long NotReady, Unschedulable and so on must hold before they are told.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Settle { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Time between two reports of a failure that goes on. 30 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shortest time between two looks at the cluster, however much happens in it. 1 second by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the API may be silent while in trouble before what was seen counts as missing. 1 minute by default.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two readings of the metrics API, which has no history. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan MetricsInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long readings of the metrics API are kept to be repeated. 1 hour by default.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan MetricsLog { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long changes and events are kept for analyses. 30 days by default.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "366.00:00:00")]
    public TimeSpan TimelineRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What is wrong with the settings, in words.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var ns in Namespaces.Concat(ExcludeNamespaces).Concat(ProtectedNamespaces).Where(n => n.Length is 0 or > 63 || n.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')))
            yield return $"'{ns}' is not a namespace's name.";
        foreach (var ns in Namespaces.Intersect(ExcludeNamespaces))
            yield return $"Namespace '{ns}' is both in Namespaces and in ExcludeNamespaces.";
        foreach (var name in Settle.Keys.Where(name => Failures.FailureStates.All.All(state => state.Name != name)))
            yield return $"Settle '{name}' is no state: {string.Join(", ", Failures.FailureStates.All.Where(s => s.Weight == Failures.ObservationWeight.Failure).Select(s => s.Name).Distinct().Order(StringComparer.Ordinal))}.";
        if (OptInLabel is { } label && (label.Length == 0 || label.StartsWith('=')))
            yield return $"OptInLabel '{label}' must be a label's key, or key=value.";
    }
}
