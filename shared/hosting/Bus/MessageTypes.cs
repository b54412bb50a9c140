using System.Text.Json;
using Pipeline.Contracts.Hints;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Hosting.Bus;

/// <summary>The names under which messages wait in the outbox. They are stored, so none may change.</summary>
public static class MessageTypes
{
    private static readonly Dictionary<string, Type> ByName = new(StringComparer.Ordinal)
    {
        ["incident-wants-analysis"] = typeof(IncidentWantsAnalysis),
        ["incident-wants-preflight"] = typeof(IncidentWantsPreflight),
        ["incident-wants-decision"] = typeof(IncidentWantsDecision),
        ["incident-wants-execution"] = typeof(IncidentWantsExecution),
        ["incident-wants-verification"] = typeof(IncidentWantsVerification),
        ["incident-wants-summary"] = typeof(IncidentWantsSummary),
        ["intake-waiting"] = typeof(IntakeWaiting),
        ["backfill-requested"] = typeof(BackfillRequested),
        ["metric-windows-collected"] = typeof(MetricWindowsCollected),
    };

    private static readonly Dictionary<Type, string> ByType = ByName.ToDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>All messages.</summary>
    public static IReadOnlyCollection<Type> All => ByType.Keys;

    /// <summary>The stored name of a message's class.</summary>
    /// <exception cref="ArgumentException">The class is none of a message.</exception>
    public static string NameOf(Type type) => ByType.GetValueOrDefault(type)
        ?? throw new ArgumentException($"{type} is no message: it is missing in {nameof(MessageTypes)}.", nameof(type));

    /// <summary>The class of a stored name; null for one that this version does not know.</summary>
    public static Type? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The message as it is stored.</summary>
    public static string Write(object message) => JsonSerializer.Serialize(message, message.GetType(), JsonSerializerOptions.Web);

    /// <summary>A stored message.</summary>
    /// <exception cref="JsonException">The JSON is none of the class: a required property is missing, or of another type.</exception>
    public static object Read(Type type, string json) => JsonSerializer.Deserialize(json, type, JsonSerializerOptions.Web)
        ?? throw new JsonException("The message is null.");
}
