using Npgsql;
using Pipeline.Processes;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EmbeddedPostgres.Tests;

public sealed class The_postgres_fixture(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Gives_each_caller_an_empty_database()
    {
        await using var one = await postgres.CreateDatabaseAsync();
        await using var other = await postgres.CreateDatabaseAsync();
        await Sql.RunAsync(one.ConnectionString, "create table only_here (id int)");
        Assert.Equal(0L, await Sql.RunAsync(
            other.ConnectionString, "select count(*) from pg_tables where tablename = 'only_here'"));
    }

    [Fact]
    public async Task Keeps_what_was_committed_when_the_server_is_killed_and_started_again()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await Sql.RunAsync(database.ConnectionString, "create table kept as select 42 as answer");
        var (port, server) = (postgres.Port, RunningProcess.Find(postgres.ProcessId)!.Value);
        await postgres.KillAsync();
        Assert.True(server.IsGone);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sql.RunAsync(database.ConnectionString, "select 1"));
        await postgres.StartAsync();
        Assert.Equal(port, postgres.Port);
        Assert.Equal(42, await Sql.RunAsync(database.ConnectionString, "select answer from kept"));
    }
}
