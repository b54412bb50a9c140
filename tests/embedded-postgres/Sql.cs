using Npgsql;

namespace Pipeline.EmbeddedPostgres.Tests;

internal static class Sql
{
    /// <returns>The first column of the first row; null when there is none.</returns>
    public static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
