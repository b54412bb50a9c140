using System.ComponentModel.DataAnnotations;

namespace Pipeline.Collector.Alerts;

/// <summary>The webhook for Alertmanager. Who may call it says the section "access" (role ingest).</summary>
public sealed class AlertmanagerOptions
{
    /// <summary>Name of the Alertmanager in keys and reports; an HA pair is one. "alertmanager" by default.</summary>
    [RegularExpression("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", ErrorMessage = "1 to 63 small letters, digits and dashes, without a dash at either end")]
    public string Name { get; init; } = "alertmanager";

    /// <summary>Largest body in bytes; what is larger gets 413. 4 MiB by default: some thousand alerts.</summary>
    [Range(16 << 10, 64 << 20)]
    public int LargestBody { get; init; } = 4 << 20;

    /// <summary>Time in which the intake must have taken the alerts, else 503: Alertmanager itself waits 10 s at least. 8 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);
}
