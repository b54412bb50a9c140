using System.Globalization;
using System.Text.Json;
using NpgsqlTypes;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;

namespace Pipeline.Detector.Scoring;

/// <summary>Puts symptom reports into the intake.</summary>
public static class SymptomIntake
{
    /// <summary>Kind of the rows.</summary>
    public const string Kind = "symptom";

    /// <summary>Adds reports to a transaction, in order; one that is there already is left as it is.</summary>
    public static void Add(StoreTransaction transaction, string cluster, IReadOnlyList<SymptomReport> reports) =>
        transaction.Execute(
            """
            insert into {schema}.pipeline_intake (cluster, kind, dedup_key, payload)
            select $1, $2, dedup_key, payload
            from unnest($3::text[], $4::jsonb[]) with ordinality as report (dedup_key, payload, position)
            order by position
            on conflict (cluster, kind, dedup_key) do nothing
            """,
            StoreParameter.Text(cluster), StoreParameter.Text(Kind),
            StoreParameter.Many(NpgsqlDbType.Text, reports.Select(DedupKey)),
            StoreParameter.Many(NpgsqlDbType.Jsonb, reports.Select(report => JsonSerializer.Serialize(report, JsonSerializerOptions.Web))));

    /// <summary>The same symptom, time and status is the same report, whoever scored it and however often.</summary>
    public static string DedupKey(SymptomReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.SymptomKey}|{report.ObservedAt.UtcDateTime:O}|{report.Status}");
}
