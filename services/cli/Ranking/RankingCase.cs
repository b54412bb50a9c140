using System.Text.Json;
using Pipeline.Cli.Invocation;
using Pipeline.Detection.Ranking;

namespace Pipeline.Cli.Ranking;

/// <summary>A folder with <c>metrics.csv[.gz]</c> and <c>case.json</c>, which says when it began and, for evaluation, who caused it.</summary>
/// <param name="Id">Its path below the root.</param>
/// <param name="Metrics">The file.</param>
/// <param name="At">Unix seconds.</param>
/// <param name="Service">The true cause; null when unknown.</param>
/// <param name="Fault">What kind of fault; null when unknown.</param>
internal sealed record RankingCase(string Id, string Metrics, long At, string? Service, string? Fault)
{
    public const string FileName = "case.json";

    public static IReadOnlyList<RankingCase> FindAll(string root)
    {
        if (!Directory.Exists(root))
            throw new CommandException(ExitCode.Error, $"There is no folder {root}.");
        RankingCase[] cases = [.. Directory.EnumerateFiles(root, FileName, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => Read(root, file))];
        return cases.Length > 0 ? cases : throw new CommandException(ExitCode.Error, $"There is no {FileName} below {root}; each case is a folder with {FileName} and metrics.csv or metrics.csv.gz.");
    }

    public CauseRanking Rank(CallGraph calls) => CauseRanker.Rank(MetricsFile.Read(Metrics), At, calls);

    private static RankingCase Read(string root, string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var metrics = Path.Combine(folder, "metrics.csv");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return new RankingCase(
                Path.GetRelativePath(root, folder), File.Exists(metrics) ? metrics : metrics + ".gz",
                (long)json.RootElement.GetProperty("inject_time").GetDouble(), Text(json.RootElement, "service"), Text(json.RootElement, "fault"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CommandException(ExitCode.Error, $"{file}: {e.Message} It must be such as {{\"inject_time\": 1661140434, \"service\": \"carts\"}}.", e);
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
