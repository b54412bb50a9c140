namespace Pipeline.Collector.Alerts;

/// <summary>One alert of a notification, as Alertmanager sent it.</summary>
public sealed record Alert
{
    /// <summary>Hash of the full label set: stable over repeats and restarts.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether it is over.</summary>
    public required bool IsResolved { get; init; }

    /// <summary>When it began to fire; a new time is a new occurrence.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it ended; null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Any label may be missing, "alertname" included.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>May differ between repeats.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The rule's name; "unnamed-alert" when the label is missing.</summary>
    public string Name => Labels.TryGetValue("alertname", out var name) && name.Length > 0 ? name : "unnamed-alert";
}
