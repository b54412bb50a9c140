using Npgsql;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Exporting;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Tests.Watching;

/// <summary>What a pipeline has stored, read from its database as an auditor would.</summary>
public sealed class IncidentRecord
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly StoreDatabase _database;
    private readonly PostgresEventStore _events;
    private readonly IncidentDirectory _directory;
    private readonly string _anchorFile;
    private readonly string _publicKeyFile;

    /// <param name="source">Of the pipeline's database; not disposed here.</param>
    /// <param name="anchorFile">The signed checkpoints outside the database.</param>
    /// <param name="publicKeyFile">Of the key that signs them.</param>
    public IncidentRecord(NpgsqlDataSource source, string anchorFile, string publicKeyFile)
    {
        (_anchorFile, _publicKeyFile) = (anchorFile, publicKeyFile);
        _database = new StoreDatabase(source, new SchemaName("pipeline"));
        _events = new PostgresEventStore(_database, IncidentEventTypes.All, TimeProvider.System);
        _directory = new IncidentDirectory(_database);
    }

    /// <summary>The incidents whose first symptom was of the entity or of one of its parts, newest first.</summary>
    /// <param name="entity">As people read it: "shop/Deployment/cart".</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<IncidentSummary>> IncidentsOfAsync(string entity, CancellationToken cancellationToken) =>
        [.. (await _directory.ListAsync(new IncidentFilter(), cancellationToken)).Where(incident => incident.Entity == entity || incident.Title.EndsWith($" of {entity}", StringComparison.Ordinal))];

    /// <summary>Waits until the only incident of an entity is in one of the states.</summary>
    /// <exception cref="TimeoutException">It never was; says where it stands.</exception>
    public async Task<IncidentSummary> ReachesAsync(string entity, params string[] states)
    {
        var incidents = await Eventually.ReadsAsync(
            token => IncidentsOfAsync(entity, token), found => found is [var only] && states.Contains(only.State), Patience,
            $"{entity} {string.Join(" or ", states)}");
        return incidents[0];
    }

    /// <summary>The events of an incident, in order.</summary>
    public async Task<IReadOnlyList<IncidentEvent>> EventsAsync(Guid incidentId, CancellationToken cancellationToken = default) =>
        [.. (await _events.ReadStreamAsync(incidentId, cancellationToken)).Events.Select(e => (IncidentEvent)e.Data)];

    /// <summary>Waits until the incident has an event of the kind.</summary>
    public async Task<TEvent> HasAsync<TEvent>(Guid incidentId)
        where TEvent : IncidentEvent
    {
        var events = await Eventually.ReadsAsync(
            token => EventsAsync(incidentId, token), found => found.OfType<TEvent>().Any(), Patience, typeof(TEvent).Name);
        return events.OfType<TEvent>().Last();
    }

    /// <summary>Waits until any incident has an event of the kind.</summary>
    public Task HasAnyAsync<TEvent>()
        where TEvent : IncidentEvent =>
        Eventually.ReadsAsync(
            token => _events.ReadAllAsync(0, 10_000, token), page => page.Events.Any(e => e.Data is TEvent), Patience, typeof(TEvent).Name);

    /// <summary>The aliases of an incident's events in order, one per line.</summary>
    public async Task<string> StoryAsync(Guid incidentId) =>
        string.Join('\n', (await _events.ReadStreamAsync(incidentId, CancellationToken.None)).Events.Select(e => $"{e.RecordedAt:HH:mm:ss.fff} {e.Type}"));

    /// <summary>Rows of the intake: what sources have said, taken or not.</summary>
    public async Task<long> IntakeRowsAsync() => (await _database.QueryAsync(
        "select count(*) from {schema}.pipeline_intake", row => row.GetInt64(0), CancellationToken.None))[0];

    /// <summary>Nothing was edited, dropped, inserted or reordered, and signed checkpoints cover every event of now.</summary>
    public async Task VerifiesAsync()
    {
        var newest = await _database.QueryAsync(
            "select max(seq_id) from {schema}.mt_events", row => row.GetInt64(0), CancellationToken.None);
        var report = await Eventually.ReadsAsync(
            async token =>
            {
                var key = await File.ReadAllTextAsync(_publicKeyFile, token);
                await using var snapshot = await AuditSnapshot.OpenAsync(_database, _anchorFile, key, onlyStream: null, token);
                return await snapshot.VerifyAsync(token);
            },
            report => !report.IsIntact || report.AnchoredThrough >= newest[0], Patience);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings.Select(finding => finding.ToString())));
    }
}
