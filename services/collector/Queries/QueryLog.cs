namespace Pipeline.Collector.Queries;

internal static partial class QueryLog
{
    [LoggerMessage(1201, LogLevel.Warning, "Source {Source}: query {Metric} failed: {Error}")]
    public static partial void QueryFailed(this ILogger log, string source, string metric, string error);

    [LoggerMessage(1202, LogLevel.Warning, "Source {Source}: query {Metric} was answered with a warning: {Warning}")]
    public static partial void QueryWarned(this ILogger log, string source, string metric, string warning);
}
