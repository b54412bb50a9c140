namespace Pipeline.Collector.Alerts;

/// <summary>What Alertmanager posts: the alerts of one group.</summary>
/// <param name="Alerts">Those that could be read; each is decided by its own status, not the group's.</param>
/// <param name="Problems">What was wrong with the others, one text for each.</param>
/// <param name="Truncated">Alerts that its "max_alerts" cut off; they are not sent again.</param>
public sealed record Notification(IReadOnlyList<Alert> Alerts, IReadOnlyList<string> Problems, long Truncated);
