namespace Pipeline.Collector.Watching;

internal static partial class WatchLog
{
    [LoggerMessage(1401, LogLevel.Information, "Kubernetes: watching {Server} ({Origin}), {Kinds} kinds")]
    public static partial void WatchStarts(this ILogger log, Uri server, string origin, int kinds);

    [LoggerMessage(1402, LogLevel.Warning, "Kubernetes: {Kind} cannot be seen ({Problem}); what rests on it is not told. If the right is missing, add: {Rule}")]
    public static partial void KindUnseen(this ILogger log, string kind, string problem, string rule);

    [LoggerMessage(1406, LogLevel.Information, "Kubernetes: this cluster does not serve {Kind}")]
    public static partial void KindNotServed(this ILogger log, string kind);

    [LoggerMessage(1403, LogLevel.Information, "Kubernetes: {Kind} can be seen again")]
    public static partial void KindSeen(this ILogger log, string kind);

    [LoggerMessage(1404, LogLevel.Debug, "Kubernetes: a look made {Reports} reports")]
    public static partial void Looked(this ILogger log, int reports);

    [LoggerMessage(1405, LogLevel.Error, "Kubernetes: a look failed and is made again in {Pause}")]
    public static partial void LookFailed(this ILogger log, Exception cause, TimeSpan pause);
}
