namespace Pipeline.Collector.Alerts;

internal static partial class AlertLog
{
    [LoggerMessage(1301, LogLevel.Information, "Alertmanager {Name}: {Alerts} alerts kept")]
    public static partial void AlertsKept(this ILogger log, string name, int alerts);

    [LoggerMessage(1302, LogLevel.Warning, "Alertmanager {Name}: an alert is left out: {Problem}")]
    public static partial void AlertLeftOut(this ILogger log, string name, string problem);

    [LoggerMessage(1303, LogLevel.Warning,
        "Alertmanager {Name}: {Count} alerts were cut off by its max_alerts and are not sent again; set max_alerts to 0")]
    public static partial void AlertsTruncated(this ILogger log, string name, long count);

    [LoggerMessage(1304, LogLevel.Error, "Alertmanager {Name}: the intake takes nothing now; it is asked to send again")]
    public static partial void IntakeRefuses(this ILogger log, Exception cause, string name);

    [LoggerMessage(1305, LogLevel.Debug, "Alertmanager {Name}: heartbeat")]
    public static partial void Heartbeat(this ILogger log, string name);
}
