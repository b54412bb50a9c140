using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Streams;

namespace Pipeline.Detector.Scoring;

/// <summary>Puts symptom reports into the intake.</summary>
public static class SymptomIntake
{
    /// <summary>Adds reports to a transaction, in order; one that is there already is left as it is.</summary>
    public static void Add(StoreTransaction transaction, IReadOnlyList<SymptomReport> reports) =>
        transaction.Receive([.. reports.Select(report => new IntakeItem(
            report.Cluster, IntakeKinds.Symptom, DedupKey(report), JsonSerializer.SerializeToElement(report, JsonSerializerOptions.Web)))]);

    /// <summary>The same symptom, time and status is the same report, whoever scored it and however often.</summary>
    public static string DedupKey(SymptomReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.SymptomKey}|{report.ObservedAt.UtcDateTime:O}|{report.Status}");
}
