using System.Text.Json;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>The notifications that arrived at the webhook, sorted by incident.</summary>
public sealed class Notifications
{
    public WebhookReceiver Receiver { get; } = new();

    /// <summary>The idempotency keys of an incident's notifications, one per request, in the order of arrival.</summary>
    public IReadOnlyList<string> KeysOf(Guid incidentId) =>
        [.. Receiver.Requests.Where(request => IncidentOf(request) == incidentId).Select(request => request.Headers["Idempotency-Key"])];

    private static Guid IncidentOf(ReceivedRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("incidentId").GetGuid();
    }
}
