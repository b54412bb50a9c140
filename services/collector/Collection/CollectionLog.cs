namespace Pipeline.Collector.Collection;

internal static partial class CollectionLog
{
    [LoggerMessage(1001, LogLevel.Warning, "Source {Source} gives nothing: {Reason}")]
    public static partial void SourceIsSilent(this ILogger log, Exception cause, string source, string reason);

    [LoggerMessage(1002, LogLevel.Information, "Source {Source} is back after {Silence}")]
    public static partial void SourceIsBack(this ILogger log, string source, TimeSpan silence);

    [LoggerMessage(1003, LogLevel.Warning, "Source {Source}: the gap from {From:O} to {To:O} cannot be filled")]
    public static partial void GapIsLost(this ILogger log, string source, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(1004, LogLevel.Information, "Source {Source}: partition {Partition} got {From:O} to {To:O} again")]
    public static partial void Repeated(this ILogger log, string source, int partition, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(1005, LogLevel.Error, "Source {Source}: a round failed and is tried again in {Interval}")]
    public static partial void RoundFailed(this ILogger log, Exception cause, string source, TimeSpan interval);

    [LoggerMessage(1006, LogLevel.Information, "Source {Source}: another collector has it")]
    public static partial void SourceIsTaken(this ILogger log, string source);

    [LoggerMessage(1007, LogLevel.Information, "Source {Source}: collecting, every {Interval}")]
    public static partial void SourceStarts(this ILogger log, string source, TimeSpan interval);

    [LoggerMessage(1008, LogLevel.Debug, "Source {Source} of a backfill is not configured here")]
    public static partial void UnknownSource(this ILogger log, string source);
}
