using Npgsql;

namespace Pipeline.Testing.Servers;

/// <summary>A database of the fixture's server, with a pool of connections to it.</summary>
public sealed class TestDatabase(string connectionString) : IAsyncDisposable
{
    public string ConnectionString { get; } = connectionString;

    /// <summary>Of the superuser, who owns the database.</summary>
    public NpgsqlDataSource DataSource { get; } = NpgsqlDataSource.Create(connectionString);

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
