using System.Text.Json;
using Microsoft.Extensions.Options;
using NpgsqlTypes;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting;
using Pipeline.Hosting.Sending;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures;

/// <summary>The intake table and the table of what stands, in one transaction.</summary>
public sealed class StoredObservations(PostgresEventStore store, IOptions<PipelineOptions> pipeline, TimeProvider clock) : IObservationStore
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;
    private static readonly Dictionary<string, FailureState> States =
        FailureStates.All.GroupBy(StoredName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private readonly string _cluster = pipeline.Value.Cluster;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Standing>> LoadAsync(CancellationToken cancellationToken)
    {
        var rows = await store.Database.QueryAsync(
            "select state from {schema}.pipeline_observations where cluster = $1",
            row => JsonSerializer.Deserialize<Row>(row.GetString(0), Json)!, cancellationToken, StoreParameter.Text(_cluster));
        return [.. rows.Select(ToStanding).OfType<Standing>()];
    }

    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<(Telling Telling, SymptomReport Report)> tellings, CancellationToken cancellationToken)
    {
        if (tellings.Count == 0)
            return Task.CompletedTask;
        var transaction = new StoreTransaction().Receive([.. tellings.Select(t => new IntakeItem(
            _cluster, IntakeKinds.Symptom, ObservationReports.DedupKeyOf(t.Report), JsonSerializer.SerializeToElement(t.Report, Json)))]);
        Remember(transaction, [.. tellings.Where(t => t.Telling.IsNew && t.Telling.Status != SymptomStatus.Cleared).Select(t => t.Telling.Standing)], tellings);
        Forget(transaction, [.. tellings.Where(t => t.Telling.Status == SymptomStatus.Cleared).Select(t => t.Telling.Standing.Key)]);
        return store.CommitAsync(
            transaction.Send(OutboxMessages.Of(new IntakeWaiting { Cluster = _cluster }, clock.GetUtcNow())), cancellationToken);
    }

    private void Remember(StoreTransaction transaction, List<Standing> standing, IReadOnlyList<(Telling Telling, SymptomReport Report)> tellings)
    {
        if (standing.Count == 0)
            return;
        var masked = tellings.ToDictionary(t => t.Telling.Standing.Key, t => t.Report.Reason, StringComparer.Ordinal);
        transaction.Execute(
            """
            insert into {schema}.pipeline_observations (cluster, symptom_key, state)
            select $1, symptom_key, state from unnest($2::text[], $3::jsonb[]) as told (symptom_key, state)
            on conflict (cluster, symptom_key) do update set state = excluded.state, updated_at = now()
            """,
            StoreParameter.Text(_cluster), StoreParameter.Many(NpgsqlDbType.Text, standing.Select(s => s.Key)),
            StoreParameter.Many(NpgsqlDbType.Jsonb, standing.Select(s => JsonSerializer.Serialize(Row.Of(s, masked[s.Key]), Json))));
    }

    private void Forget(StoreTransaction transaction, List<string> keys)
    {
        if (keys.Count > 0)
            transaction.Execute(
                "delete from {schema}.pipeline_observations where cluster = $1 and symptom_key = any($2)",
                StoreParameter.Text(_cluster), StoreParameter.Many(NpgsqlDbType.Text, keys));
    }

    private static string StoredName(FailureState state) => $"{state.Name}|{state.FailureClass}";

    /// <returns>Null for a state that a later version told and this one does not know.</returns>
    private static Standing? ToStanding(Row row) => !States.TryGetValue(row.State, out var state) ? null : new Standing
    {
        Observation = new Observation
        {
            Entity = row.Entity,
            Owner = row.Owner,
            State = state,
            Severity = row.Severity,
            Message = row.Message,
            RestsOn = [.. row.RestsOn.Select(plural => ResourceTypes.BuiltIn.FirstOrDefault(t => t.Plural == plural)).OfType<ResourceType>()],
        },
        Since = row.Since,
        WaitingSince = row.Since,
        Told = row.Told,
        ToldAt = row.ToldAt,
    };

    /// <summary>What is stored of a standing trouble; the message is the masked one.</summary>
    private sealed record Row(
        EntityRef Entity, EntityRef? Owner, string State, Severity Severity, string Message, IReadOnlyList<string> RestsOn,
        DateTimeOffset Since, SymptomStatus Told, DateTimeOffset ToldAt)
    {
        public static Row Of(Standing standing, string message) => new(
            standing.Observation.Entity, standing.Observation.Owner, StoredName(standing.Observation.State), standing.Observation.Urgency, message,
            [.. standing.Observation.RestsOn.Select(t => t.Plural)], standing.Since, standing.Told!.Value, standing.ToldAt);
    }
}
