using System.Text.Json;
using Npgsql;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detector.Scoring;
using Pipeline.EndToEnd.Tests.Running;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests.Scoring;

/// <summary>Detectors as processes of their own over one broker and one database, and what they made of the windows.</summary>
internal sealed class DetectorFleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ServiceProcess> _detectors = [];
    private readonly StoreDatabase _store;

    private DetectorFleet(TestDatabase database, int brokerPort)
    {
        Database = database;
        Cluster = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!.Replace('_', '-');
        _store = new StoreDatabase(database.DataSource, new SchemaName("pipeline"));
        BusSettings = new Dictionary<string, string>
        {
            ["cluster"] = Cluster,
            ["partitions"] = $"{ManySeries.Partitions}",
            ["http:url"] = "http://127.0.0.1:0",
            ["log:level"] = "warning",
            ["dataDirectory"] = _folder.Path,
            ["bus:address"] = $"amqp://127.0.0.1:{brokerPort}/",
            ["bus:quorumSize"] = "1",
        };
    }

    public TestDatabase Database { get; }

    /// <summary>Name of the cluster: no other test has it.</summary>
    public string Cluster { get; }

    /// <summary>What everybody on the bus has to agree on.</summary>
    public IReadOnlyDictionary<string, string> BusSettings { get; }

    public static async Task<DetectorFleet> CreateAsync(Servers servers) =>
        new(await servers.Postgres.CreateDatabaseAsync(), servers.Broker.Port);

    /// <summary>One more detector; ready when this returns.</summary>
    public async Task<ServiceProcess> StartDetectorAsync()
    {
        var settings = new Dictionary<string, string>(BusSettings)
        {
            ["database:connectionString"] = Database.ConnectionString,
            ["database:schema"] = "pipeline",
            ["masking:key"] = Convert.ToBase64String(new byte[32]),
            ["detector:backfillInterval"] = "1s",
            ["recovery:interval"] = "500ms",
        };
        settings.Remove("http:url"); // the process has one of its own
        var environment = settings.ToDictionary(
            setting => $"PIPELINE__{setting.Key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}", string? (setting) => setting.Value);
        var detector = new ServiceProcess("detector", environment, _folder.Path);
        _detectors.Add(detector);
        await detector.StartAsync();
        return detector;
    }

    /// <summary>Waits until every partition has covered the source up to a time.</summary>
    public Task CoversAsync(DateTimeOffset time) => Eventually.ReadsAsync(
        token => new ScoringCheckpoints(Events).PositionsAsync(Cluster, token),
        positions => positions.Count == ManySeries.Partitions && positions.All(position => position.Covered == time), Patience);

    /// <summary>What was reported, symptom by symptom, each in the order in which it was stored.</summary>
    public async Task<ILookup<string, SymptomReport>> ReportsAsync() => (await _store.QueryAsync(
        "select payload from {schema}.pipeline_intake order by id",
        row => JsonSerializer.Deserialize<SymptomReport>(row.GetString(0), JsonSerializerOptions.Web)!, CancellationToken.None)).ToLookup(report => report.SymptomKey);

    /// <summary>The incidents, when nothing waits for the correlation any more.</summary>
    public async Task<IReadOnlyList<IncidentSummary>> IncidentsAsync()
    {
        await Eventually.ReadsAsync(
            token => Events.Intake.WaitingAsync(Cluster, 1, token), waiting => waiting.Count == 0, Patience);
        return await new IncidentDirectory(_store).ListAsync(new IncidentFilter(), CancellationToken.None);
    }

    /// <summary>The events of an incident, in order.</summary>
    public async Task<IReadOnlyList<IncidentEvent>> EventsAsync(Guid incidentId) =>
        [.. (await Events.ReadStreamAsync(incidentId, CancellationToken.None)).Events.Select(e => (IncidentEvent)e.Data)];

    /// <summary>The last lines of every process, for the message of a failed test.</summary>
    public string Output() => string.Join('\n', _detectors.Index().Select(detector => $"--- detector {detector.Index}\n{detector.Item.Output}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var detector in _detectors)
            await detector.DisposeAsync();
        await Database.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private PostgresEventStore Events => new(_store, IncidentEventTypes.All, TimeProvider.System);
}
