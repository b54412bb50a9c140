using Npgsql;
using Pipeline.Cli.Incidents.Story;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Exporting;
using Pipeline.EventStore.Verifying;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Cli.Audit.Records;

/// <summary>A record in PostgreSQL. It is only read.</summary>
/// <param name="connectionString">Npgsql's.</param>
/// <param name="schema">Where the tables are.</param>
/// <param name="anchors">The file of signed checkpoints; null for none.</param>
/// <param name="publicKeyPem">Null for none.</param>
/// <param name="server">The server that was started for the time of this; null for one that runs anyhow.</param>
internal sealed class DatabaseRecord(
    string connectionString, SchemaName schema, string? anchors, string? publicKeyPem, IAsyncDisposable? server = null) : IRecord
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    private StoreDatabase Database => new(_source, schema);

    /// <inheritdoc/>
    public async Task<AuditReport> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var snapshot = await SnapshotAsync(null, cancellationToken);
        return await snapshot.VerifyAsync(IncidentEventTypes.All, cancellationToken);
    }

    /// <summary>The record at this instant.</summary>
    /// <param name="onlyStream">Null for all streams.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<AuditSnapshot> SnapshotAsync(Guid? onlyStream, CancellationToken cancellationToken) =>
        AuditSnapshot.OpenAsync(Database, anchors, publicKeyPem, onlyStream, cancellationToken);

    /// <summary>The stream of the incident that a person means.</summary>
    public async Task<Guid> StreamOfAsync(string idOrPrefix, CancellationToken cancellationToken) => Guid.TryParse(idOrPrefix, out var id)
        ? id
        : StreamChoice.Of(
            [.. (await new IncidentDirectory(Database).FindByPrefixAsync(idOrPrefix, cancellationToken)).Select(incident => incident.Id)], idOrPrefix);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEvent>> EventsAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        var stream = await StreamOfAsync(idOrPrefix, cancellationToken);
        var slice = await new PostgresEventStore(Database, IncidentEventTypes.All, TimeProvider.System).ReadStreamAsync(stream, cancellationToken);
        return slice.Events.Count > 0
            ? [.. slice.Events.Select(TimelineEvent.Of)]
            : throw new Invocation.CommandException(Invocation.ExitCode.NotFound, $"The record has no incident {stream}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }
}
