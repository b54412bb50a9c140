using System.Text.Json;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore;

namespace Pipeline.Cli.Tests.Stories;

/// <summary>One of every event, from the samples that pin how they are stored.</summary>
internal static class Stored
{
    public static IReadOnlyList<IncidentEvent> Facts() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "stored"), "*.json")
            .Select(file => (File: file, Type: IncidentEventTypes.All.ByAlias[Path.GetFileNameWithoutExtension(file)]))
            .Where(sample => typeof(IncidentEvent).IsAssignableFrom(sample.Type))
            .Select(sample => (IncidentEvent)JsonSerializer.Deserialize(File.ReadAllText(sample.File), sample.Type)!),
    ];
}
