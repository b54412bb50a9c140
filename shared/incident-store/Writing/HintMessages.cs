using Pipeline.EventStore.Sending;
using Pipeline.Incidents.Work;

namespace Pipeline.IncidentStore.Writing;

/// <summary>The messages that tell a service that it is its turn, as rows of the outbox.</summary>
internal static class HintMessages
{
    /// <summary>Stored names of the messages begin so; the stage's name follows, in lower case.</summary>
    public const string Prefix = "incident-wants-";

    public static OutboxMessage Of(Stage stage, string cluster, Guid incidentId, DateTimeOffset now) =>
        OutboxMessage.Of(Prefix + NameOf(stage), IncidentWork.Hint(stage, cluster, incidentId), now);

    public static string NameOf(Stage stage) => stage switch
    {
        Stage.Analysis => "analysis",
        Stage.Preflight => "preflight",
        Stage.Decision => "decision",
        Stage.Execution => "execution",
        Stage.Verification => "verification",
        Stage.Summary => "summary",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "This stage has no name."),
    };
}
