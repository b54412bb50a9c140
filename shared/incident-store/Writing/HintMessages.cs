using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Pipeline.EventStore.Sending;
using Pipeline.Incidents.Work;

namespace Pipeline.IncidentStore.Writing;

/// <summary>The messages that tell a service that it is its turn, as rows of the outbox.</summary>
internal static class HintMessages
{
    /// <summary>Stored names of the messages begin so; the stage's name follows, in lower case.</summary>
    public const string Prefix = "incident-wants-";

    public static OutboxMessage Of(Stage stage, string cluster, Guid incidentId, DateTimeOffset now)
    {
        var hint = IncidentWork.Hint(stage, cluster, incidentId);
        var headers = ImmutableSortedDictionary<string, string>.Empty;
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } traceParent })
            headers = headers.Add("traceparent", traceParent);
        return new OutboxMessage(
            Guid.CreateVersion7(now), Prefix + NameOf(stage),
            JsonSerializer.SerializeToElement(hint, hint.GetType(), JsonSerializerOptions.Web), headers);
    }

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
