using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Pipeline.Hosting.Store;

/// <summary>Whether the database answers and its schema is current.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource source, SchemaReady schema) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"The database cannot be reached: {e.Message}", e);
        }

        return schema.IsReady
            ? HealthCheckResult.Healthy("The database answers and its schema is current.")
            : HealthCheckResult.Unhealthy("The schema is not current yet; the log says why.");
    }
}
