using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>What the columns of a file mean, read from its header.</summary>
internal sealed class CsvSchema
{
    private CsvSchema(string file, int timeColumn, IReadOnlyDictionary<EntityPart, int> entityColumns, IReadOnlyList<SeriesColumn> series)
    {
        (File, TimeColumn, EntityColumns, Series) = (file, timeColumn, entityColumns, series);
    }

    /// <summary>The file's name, for messages.</summary>
    public string File { get; }

    /// <summary>Index of the column that tells when.</summary>
    public int TimeColumn { get; }

    /// <summary>Columns that name the row's entity; empty when the columns themselves do.</summary>
    public IReadOnlyDictionary<EntityPart, int> EntityColumns { get; }

    /// <summary>Columns with values.</summary>
    public IReadOnlyList<SeriesColumn> Series { get; }

    /// <summary>A row per entity and time, so that a time is complete only when a later one has come.</summary>
    public bool RowPerEntity => EntityColumns.Count > 0;

    /// <exception cref="CsvException">No column tells when, none has values, or two have one title.</exception>
    public static CsvSchema Read(string file, int line, IReadOnlyList<string> titles, CsvSubject subject)
    {
        var headers = titles.Select(ColumnHeader.Read).ToList();
        var time = headers.FindIndex(ColumnCatalogue.IsTime);
        if (time < 0 && CsvTime.TryParse(titles[0], out _))
            throw new CsvException($"{file}, line {line}: '{titles[0]}' is no title; the first line must name the columns, such as: timestamp,value");
        if (time < 0)
            throw new CsvException(
                $"{file}, line {line}: no column tells when; call one 'timestamp'. The columns are: {string.Join(", ", titles)}.");
        var entities = new Dictionary<EntityPart, int>();
        for (var i = 0; i < headers.Count; i++)
        {
            if (i != time && ColumnCatalogue.EntityPartOf(headers[i]) is { } part)
                entities.TryAdd(part, i);
        }
        if (!entities.Keys.Any(part => part <= EntityPart.Node))
            entities.Clear();
        var used = entities.Values.Append(time).ToHashSet();
        var candidates = headers.Index().Where(h => !used.Contains(h.Index) && h.Item.Text.Length > 0 && !subject.Ignores(h.Item.Text)).ToList();
        var series = entities.Count > 0
            ? candidates.Where(h => !ColumnCatalogue.IsText(h.Item)).Select(h => OfRow(h.Index, h.Item)).ToList()
            : OfColumns(candidates, subject);
        if (series.Count == 0)
            throw new CsvException($"{file}, line {line}: no column with values beside the time. The columns are: {string.Join(", ", titles)}.");
        RefuseDoubles(file, line, series);
        return new CsvSchema(file, time, entities, series);
    }

    private static SeriesColumn OfRow(int index, ColumnHeader header) =>
        ColumnCatalogue.IsPodStatus(header)
            ? new SeriesColumn(index, header.Text, new MetricDefinition("pod-unhealthy", "1", Signal.Errors)) { Reading = CellReading.PodStatus }
        : ColumnCatalogue.MetricOf(header) is { } known
            ? new SeriesColumn(index, header.Text, known)
        : new SeriesColumn(index, header.Text, ColumnCatalogue.Custom(header)) { Reading = CellReading.NumberOrText };

    private static List<SeriesColumn> OfColumns(List<(int Index, ColumnHeader Item)> candidates, CsvSubject subject)
    {
        if (candidates is [var only] && OfService(only, [], subject) is null)
            return [new SeriesColumn(only.Index, only.Item.Text, subject.OnlyMetric(only.Item)) { Entity = subject.FileEntity }];
        var services = candidates
            .Select(c => SplitLast(c.Item.Text)).Where(n => ColumnCatalogue.MetricOfSuffix(n.Suffix) is not null)
            .Select(n => n.Service).ToHashSet(StringComparer.Ordinal);
        return [.. candidates.Select(c => OfService(c, services, subject) ?? OfFile(c, subject))];
    }

    private static SeriesColumn? OfService((int Index, ColumnHeader Item) column, HashSet<string> services, CsvSubject subject)
    {
        var (service, suffix) = SplitLast(column.Item.Text);
        if (service.Length == 0)
            return null;
        if (ColumnCatalogue.MetricOfSuffix(suffix) is { } metric)
            return new SeriesColumn(column.Index, column.Item.Text, metric) { Entity = subject.Named(service) };
        return services.Contains(service)
            ? new SeriesColumn(column.Index, column.Item.Text, ColumnCatalogue.Custom(ColumnHeader.Read(suffix)))
            { Entity = subject.Named(service), Reading = CellReading.NumberOrText }
            : null;
    }

    private static SeriesColumn OfFile((int Index, ColumnHeader Item) column, CsvSubject subject) =>
        new(column.Index, column.Item.Text, ColumnCatalogue.MetricOf(column.Item) ?? ColumnCatalogue.Custom(column.Item))
        { Entity = subject.FileEntity, Reading = CellReading.NumberOrText };

    private static (string Service, string Suffix) SplitLast(string title)
    {
        var underscore = title.LastIndexOf('_');
        return underscore <= 0 ? ("", title) : (title[..underscore], title[(underscore + 1)..]);
    }

    private static void RefuseDoubles(string file, int line, List<SeriesColumn> series)
    {
        if (series.GroupBy(s => (s.Entity, s.Metric.Name)).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new CsvException(
                $"{file}, line {line}: the columns {string.Join(" and ", same.Select(s => $"'{s.Title}'"))} are both " +
                $"'{same.Key.Name}'; rename one, or list it under Ignore.");
    }
}
