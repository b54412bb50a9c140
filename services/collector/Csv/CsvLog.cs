namespace Pipeline.Collector.Csv;

internal static partial class CsvLog
{
    [LoggerMessage(1101, LogLevel.Warning, "Source {Source}: a row is left out: {Problem}")]
    public static partial void RowLeftOut(this ILogger log, string source, string problem);

    [LoggerMessage(1102, LogLevel.Information, "Source {Source}: replays {Values} series from {Begin:O} to {End:O} at {Speed}")]
    public static partial void ReplayStarts(this ILogger log, string source, int values, DateTimeOffset begin, DateTimeOffset end, string speed);

    [LoggerMessage(1103, LogLevel.Information, "Source {Source}: the recording ended at {End:O}")]
    public static partial void ReplayEnded(this ILogger log, string source, DateTimeOffset end);

    [LoggerMessage(1104, LogLevel.Information, "Source {Source}: columns of text are left out: {Columns}")]
    public static partial void TextColumns(this ILogger log, string source, string columns);

    [LoggerMessage(1105, LogLevel.Warning, "Source {Source}: {Count} values fell on a time that had one; the first one holds")]
    public static partial void CrowdedValues(this ILogger log, string source, int count);

    [LoggerMessage(1106, LogLevel.Information, "Source {Source}: the file was {What}; reading goes on with the new one")]
    public static partial void FileChanged(this ILogger log, string source, string what);

    [LoggerMessage(1107, LogLevel.Information, "Source {Source}: waits for more rows to know their step; set Step to begin at once")]
    public static partial void WaitsForStep(this ILogger log, string source);
}
