namespace Pipeline.Collector.Csv;

/// <summary>A file cannot be read as metrics. The message names file, line, column and value.</summary>
public sealed class CsvException(string message) : Exception(message);
