using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Schema;
using Pipeline.Incidents;
using Pipeline.IncidentStore.Listing;
using Pipeline.IncidentStore.Recovery;
using Pipeline.Masking;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.IncidentStore.Tests;

/// <summary>One PostgreSQL for the assembly; each test has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class StoreCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "store";
}

/// <summary>The incident store over an empty database.</summary>
internal sealed class EmptyStore : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private EmptyStore(TestDatabase database)
    {
        _database = database;
        Database = new StoreDatabase(database.DataSource, SchemaName.Default);
        Events = new PostgresEventStore(Database, IncidentEventTypes.All, Clock);
        Incidents = new PostgresIncidentStore(Events, Masker.Create(MaskingKey.FromBase64(Convert.ToBase64String(new byte[32]), "test"), new MaskingOptions()), Clock);
        Directory = new IncidentDirectory(Database);
        Sweep = new RecoverySweep(Database);
    }

    public static CommandContext Detector { get; } = new(Actor.Service("detector"), CausationId: "intake-7");

    public ManualClock Clock { get; } = new(Pipeline.Incidents.Tests.Some.Noon);

    public StoreDatabase Database { get; }

    public PostgresEventStore Events { get; }

    public PostgresIncidentStore Incidents { get; }

    public IncidentDirectory Directory { get; }

    public RecoverySweep Sweep { get; }

    public static async Task<EmptyStore> CreateAsync(PostgresFixture postgres)
    {
        var store = new EmptyStore(await postgres.CreateDatabaseAsync());
        await new SchemaMigrator(store.Database).MigrateAsync([EventStoreSchema.Part, IncidentStoreSchema.Part], CancellationToken.None);
        return store;
    }

    public Task<IReadOnlyList<string>> WaitingMessagesAsync() => Database.QueryAsync(
        "select message_type from {schema}.pipeline_outbox order by created_at, id", row => row.GetString(0), CancellationToken.None);

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();
}
