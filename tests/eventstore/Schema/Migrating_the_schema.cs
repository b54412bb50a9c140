using Npgsql;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Schema;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Schema;

[Collection(StoreCollection.Name)]
public sealed class Migrating_the_schema(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly SchemaPart Shop = new("shop", [new("001-carts", "create table {schema}.carts (n int)"), new("002-more", "alter table {schema}.carts add m int")]);

    private NpgsqlDataSource _source = null!;

    private SchemaMigrator Migrator => new(new StoreDatabase(_source, new SchemaName("elsewhere")));

    public async Task InitializeAsync() => _source = NpgsqlDataSource.Create((await postgres.CreateDatabaseAsync()).ConnectionString);

    public async Task DisposeAsync() => await _source.DisposeAsync();

    [Fact]
    public async Task Is_done_once_by_many_programs_at_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => Migrator.MigrateAsync([EventStoreSchema.Part, Shop], CancellationToken.None)));

        Assert.Single(applied, scripts => scripts.Count == EventStoreSchema.Part.Scripts.Count + 2);
        Assert.Equal(5, applied.Count(scripts => scripts.Count == 0));
    }

    [Fact]
    public async Task Adds_what_is_new_and_leaves_parts_it_does_not_know()
    {
        await Migrator.MigrateAsync([Shop with { Scripts = [Shop.Scripts[0]] }], CancellationToken.None);

        Assert.Equal(["shop/002-more"], await Migrator.MigrateAsync([Shop], CancellationToken.None));
        Assert.Equal(EventStoreSchema.Part.Scripts.Count, (await Migrator.MigrateAsync([EventStoreSchema.Part], CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Refuses_a_script_that_was_changed_after_it_was_applied()
    {
        await Migrator.MigrateAsync([Shop], CancellationToken.None);

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(() => Migrator.MigrateAsync(
            [Shop with { Scripts = [new("001-carts", "create table {schema}.carts (n bigint)"), Shop.Scripts[1]] }], CancellationToken.None));

        Assert.Contains("An applied script never changes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_database_that_is_newer_than_the_program()
    {
        await Migrator.MigrateAsync([Shop], CancellationToken.None);

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(
            () => Migrator.MigrateAsync([Shop with { Scripts = [Shop.Scripts[0]] }], CancellationToken.None));

        Assert.Contains("it has 'shop/002-more', which this program does not know", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_a_script_fails()
    {
        await Assert.ThrowsAsync<PostgresException>(() => Migrator.MigrateAsync(
            [Shop, new("broken", [new("001", "select 1/0")])], CancellationToken.None));

        Assert.Equal(2, (await Migrator.MigrateAsync([Shop], CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("a-b")]
    [InlineData("a; drop schema x")]
    [InlineData("")]
    public void Refuses_a_schema_name_that_needs_quotes(string name) => Assert.Throws<ArgumentException>(() => new SchemaName(name));
}
