using BenchmarkDotNet.Attributes;
using Npgsql;
using Pipeline.Canonical;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Schema;
using Pipeline.EventStore.Streams;
using Pipeline.Testing.Servers;

namespace Pipeline.Benchmarks;

/// <summary>A new stream in one round trip, against one command for each row, in the same tables on a real PostgreSQL.</summary>
/// <remarks>Without fsync (the fixture's), so the ratio is of round trips and work, not of disks.</remarks>
[MemoryDiagnoser]
public class EventStoreAppends
{
    private const string InsertStream = """
        insert into {schema}.mt_streams (id, version, timestamp, created) values ($1, $2, now(), now())
        """;

    private const string InsertEvent = """
        insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        values (nextval('{schema}.mt_events_sequence'), $1, $2, $3, $4, 'sample', now())
        """;

    private readonly PostgresFixture _postgres = new();
    private NpgsqlDataSource _source = null!;
    private StoreDatabase _database = null!;
    private PostgresEventStore _store = null!;

    /// <summary>Events per transaction; about 1 KB each.</summary>
    [Params(1, 10)]
    public int Events { get; set; }

    /// <summary>Whether Npgsql keeps the statements prepared ("Max Auto Prepare" in the connection string).</summary>
    [Params(false, true)]
    public bool Prepared { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        await _postgres.InitializeAsync();
        var address = new NpgsqlConnectionStringBuilder((await _postgres.CreateDatabaseAsync()).ConnectionString)
        {
            MaxAutoPrepare = Prepared ? 32 : 0,
        };
        _source = NpgsqlDataSource.Create(address);
        _database = new StoreDatabase(_source, SchemaName.Default);
        await new SchemaMigrator(_database).MigrateAsync([EventStoreSchema.Part], CancellationToken.None);
        _store = new PostgresEventStore(_database, new EventTypes([typeof(Sample)]), TimeProvider.System);
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _source.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public async Task One_round_trip()
    {
        var events = Enumerable.Range(0, Events).Select(i => new NewEvent(new Sample(i, new string('x', 1000)))).ToList();
        await _store.CommitAsync(new StoreTransaction().Append(Id(), null, StreamHead.None, events), CancellationToken.None);
    }

    [Benchmark]
    public async Task One_command_per_row_without_hashes()
    {
        var stream = Id();
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var row = _database.Command(connection, InsertStream, StoreParameter.Uuid(stream), StoreParameter.Bigint(Events)))
            await row.ExecuteNonQueryAsync();
        for (var version = 1; version <= Events; version++)
        {
            await using var row = _database.Command(
                connection, InsertEvent, StoreParameter.Uuid(Id()), StoreParameter.Uuid(stream), StoreParameter.Bigint(version),
                StoreParameter.Json($$"""{"Number": {{version}}, "Text": "{{new string('x', 1000)}}"}"""));
            await row.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    private static Guid Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    [EventAlias("sample")]
    internal sealed record Sample(int Number, string Text);
}
