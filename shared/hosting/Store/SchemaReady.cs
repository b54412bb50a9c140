using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Schema;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Store;

/// <summary>Migrates the schema at start, as soon as the database answers, and says when it is current.</summary>
public sealed partial class SchemaReady(
    SchemaMigrator migrator, IEnumerable<SchemaPart> parts, StoreDatabase database, IOptions<PipelineOptions> pipeline,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SchemaReady> log) : BackgroundService, IStartCondition
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the schema cannot be used by this program: it has stopped, and another start cannot help.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether the schema is current.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <inheritdoc/>
    public Task WaitAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryMigrateAsync(stoppingToken))
                await Task.Delay(Pause, clock, stoppingToken);
            _ready.TrySetResult();
        }
        catch (SchemaMismatchException e) // another try cannot help
        {
            LogMismatch(log, e.Message);
            IsRefused = true;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop
        }
    }

    private async Task<bool> TryMigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var script in await migrator.MigrateAsync(parts, cancellationToken))
                LogApplied(log, script);
            await ClaimAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException e)
        {
            LogUnreachable(log, e.Message);
            return false;
        }
    }

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var cluster = pipeline.Value.Cluster;
        await database.ExecuteAsync(
            "insert into {schema}.pipeline_cluster (name) values ($1) on conflict do nothing", cancellationToken, StoreParameter.Text(cluster));
        var owner = (await database.QueryAsync("select name from {schema}.pipeline_cluster", row => row.GetString(0), cancellationToken))[0];
        if (owner != cluster)
            throw new SchemaMismatchException(
                $"The schema {database.Schema} belongs to the cluster \"{owner}\", but cluster is \"{cluster}\": set cluster to {owner}, "
                + "or give this cluster a schema of its own with database:schema.");
    }

    [LoggerMessage(121, LogLevel.Information, "Schema: applied {Script}")]
    private static partial void LogApplied(ILogger logger, string script);

    [LoggerMessage(122, LogLevel.Warning, "The database cannot be used yet, trying again: {Reason}")]
    private static partial void LogUnreachable(ILogger logger, string reason);

    [LoggerMessage(123, LogLevel.Critical, "{Reason}")]
    private static partial void LogMismatch(ILogger logger, string reason);
}
