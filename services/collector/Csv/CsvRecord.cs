namespace Pipeline.Collector.Csv;

/// <summary>One record of a file, not yet split into fields.</summary>
/// <param name="Line">Line of the file it begins on, from 1.</param>
/// <param name="Text">Without the line's end; quoted fields may hold line ends.</param>
internal readonly record struct CsvRecord(int Line, string Text);
