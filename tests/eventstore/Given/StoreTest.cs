using Npgsql;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Exporting;
using Pipeline.EventStore.Schema;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Verifying;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Given;

/// <summary>A test with a store of its own, in an empty database of the shared server.</summary>
[Collection(StoreCollection.Name)]
public abstract class StoreTest(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>With the password, which a data source does not give back.</summary>
    protected string Address { get; private set; } = "";

    protected NpgsqlDataSource Source { get; private set; } = null!;

    protected StoreDatabase Database { get; private set; } = null!;

    protected PostgresEventStore Store { get; private set; } = null!;

    protected PostgresFixture Postgres { get; } = postgres;

    protected static CancellationToken Token => CancellationToken.None;

    public virtual async Task InitializeAsync()
    {
        Address = (await Postgres.CreateDatabaseAsync()).ConnectionString;
        Source = NpgsqlDataSource.Create(Address);
        Database = new StoreDatabase(Source, SchemaName.Default);
        await new SchemaMigrator(Database).MigrateAsync([EventStoreSchema.Part], Token);
        Store = new PostgresEventStore(Database, Some.Types, TimeProvider.System);
    }

    public virtual async Task DisposeAsync() => await Source.DisposeAsync();

    /// <summary>Appends to a stream, whatever its head is now.</summary>
    protected async Task<IReadOnlyList<RecordedEvent>> AppendAsync(Guid stream, params NewEvent[] events)
    {
        var head = (await Store.ReadStreamAsync(stream, Token)).Head;
        return await Store.CommitAsync(new StoreTransaction().Append(stream, "order", head, events), Token);
    }

    /// <summary>Verifies by the chain alone, or with anchors when a file and a key are given.</summary>
    protected async Task<AuditReport> VerifyAsync(string? anchors = null, string? publicKeyPem = null, Guid? onlyStream = null)
    {
        await using var snapshot = await AuditSnapshot.OpenAsync(Database, anchors, publicKeyPem, onlyStream, Token);
        return await snapshot.VerifyAsync(Token);
    }

    /// <summary>Runs SQL behind the store's back.</summary>
    protected async Task<int> SqlAsync(string sql)
    {
        await using var command = Source.CreateCommand(Database.Schema.In(sql));
        return await command.ExecuteNonQueryAsync();
    }

    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(Database.Schema.In(sql));
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
