using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detector.Correlation;
using Pipeline.Detector.Scoring;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Schema;
using Pipeline.Hosting.Bus;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Governing;
using Pipeline.IncidentStore.Listing;
using Pipeline.IncidentStore.Timelines;
using Pipeline.IncidentStore.Topology;
using Pipeline.Masking;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests;

/// <summary>A test with a store of its own on the real PostgreSQL.</summary>
[Collection(DatabaseCollection.Name)]
public abstract class DetectorTest(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    protected static CancellationToken Token => CancellationToken.None;

    protected TemporaryFolder Folder { get; } = new();

    protected string ConnectionString => _database.ConnectionString;

    protected ManualClock Clock { get; } = new(Some.Noon);

    protected PostgresEventStore Store { get; private set; } = null!;

    protected ScoringCheckpoints Checkpoints => new(Store);

    protected DetectorOptions Options { get; set; } = new() { BaselineSamples = 60, ObservationInterval = TimeSpan.FromMinutes(1) };

    public async Task InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        Store = new PostgresEventStore(new StoreDatabase(_database.DataSource, SchemaName.Default), IncidentEventTypes.All, Clock);
        await new SchemaMigrator(Store.Database).MigrateAsync([EventStoreSchema.Part, IncidentStoreSchema.Part, DetectorSchema.Part], Token);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await Folder.DisposeAsync();
    }

    /// <summary>A replica: what it keeps in memory is its own.</summary>
    protected PartitionScorer Replica() => new(
        Store, Checkpoints, Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<PartitionScorer>.Instance);

    protected PostgresIncidentStore Incidents => new(
        Store, Masker, Clock);

    protected static Masker Masker { get; } =
        Masking.Masker.Create(MaskingKey.FromBase64(Convert.ToBase64String(new byte[32]), "test"), new MaskingOptions());

    protected IncidentDirectory Directory => new(Store.Database);

    /// <summary>The correlation of a replica.</summary>
    protected IntakeCorrelator Correlator() => new(
        Store, Incidents, Search, Context, Suppressions, Microsoft.Extensions.Options.Options.Create(Options), TimeProvider.System,
        NullLogger<IntakeCorrelator>.Instance);

    protected IncidentSearch Search => new(Incidents, Directory, Topology);

    protected ContextSearch Context => new(Timeline, Topology);

    protected SuppressionDesk Suppressions => new(new GovernanceLedger(Store), Masker, TimeProvider.System);

    protected TopologyStore Topology => new(Store.Database);

    protected TimelineStore Timeline => new(Store.Database);

    /// <summary>The samples of some minutes since noon of a pod that is calm for an hour, then busy for ten minutes, then calm.</summary>
    protected static MetricWindowsCollected Minutes(int from, int to) => new()
    {
        Cluster = "test",
        Source = "prometheus",
        Partition = 3,
        From = Some.Noon + (Some.Minute * (from - 1)),
        To = Some.Noon + (Some.Minute * (to - 1)),
        Clock = SourceClock.Live,
        Windows = from == to ? [] :
        [
            Some.Window(Day.Take(to).Skip(from)) with { Start = Some.Noon + (Some.Minute * from) },
        ],
    };

    protected async Task<IReadOnlyList<SymptomReport>> ReportsAsync() =>
        [.. (await Store.Intake.WaitingAsync("test", 10_000, Token)).Select(row => row.Payload.Deserialize<SymptomReport>(JsonSerializerOptions.Web)!)];

    protected Task<IReadOnlyList<object>> OutboxAsync() => Store.Database.QueryAsync(
        "select message_type, body::text from {schema}.pipeline_outbox order by position",
        row => MessageTypes.Read(MessageTypes.Find(row.GetString(0))!, row.GetString(1)), Token);

    protected async Task<DateTimeOffset?> CoveredAsync() =>
        (await Checkpoints.PositionsAsync("test", Token)).Select(position => (DateTimeOffset?)position.Covered).SingleOrDefault();

    protected static List<SymptomReport> ExpectedReports => Some.ReportsOn(Some.Window(Day), new DetectorOptions
    {
        BaselineSamples = 60,
        ObservationInterval = TimeSpan.FromMinutes(1),
    }.Settings());

    protected static IEnumerable<string> Texts(IEnumerable<SymptomReport> reports) =>
        reports.Select(report => JsonSerializer.Serialize(report, JsonSerializerOptions.Web));

    private static double?[] Day => [.. Some.Calm(60), .. Some.Level(10, 0.95), .. Some.Calm(50)];
}
