using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Pipeline.Masking;

namespace Pipeline.Executor.Notifying;

/// <summary>What a webhook receives, as JSON with camelCase names. Version 1; later versions only add properties.</summary>
/// <remarks>Made of what was known when the plan was proposed: every attempt sends the same bytes.</remarks>
public sealed record Notification
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for a JSON reader, never for a page
    };

    /// <summary>Of this format: 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The incident's id.</summary>
    public required Guid IncidentId { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>What is sick.</summary>
    public required NotificationEntity Entity { get; init; }

    /// <summary>One line for lists.</summary>
    public required string Title { get; init; }

    /// <summary>The cause, a word of the vocabulary: "cpu-saturation".</summary>
    public required string Cause { get; init; }

    /// <summary>How sure the cause is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>"info", "warning" or "critical".</summary>
    public required string Severity { get; init; }

    /// <summary>What the analysis concluded; null when it concluded nothing.</summary>
    public string? Conclusion { get; init; }

    /// <summary>What the plan says beyond that; null for nothing.</summary>
    public string? Message { get; init; }

    /// <summary>When the incident was opened, RFC 3339.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Hash of the plan that this notification is a step of, 64 hex digits.</summary>
    public required string PlanHash { get; init; }

    /// <summary>A page for people; null when none is configured.</summary>
    public string? Link { get; init; }

    /// <summary>The request's body, UTF-8; masked.</summary>
    public static byte[] BodyOf(ActionRequest request, NotifyOptions options, Masker masker)
    {
        var (incident, plan, target) = (request.Incident, request.Plan.Plan, request.Action.Target);
        var notification = new Notification
        {
            IncidentId = incident.Id,
            Cluster = target.Cluster,
            Entity = new NotificationEntity(target.Namespace, target.Kind, target.Name),
            Title = incident.Title,
            Cause = plan.Cause,
            Confidence = plan.Confidence,
            Severity = JsonNamingPolicy.KebabCaseLower.ConvertName(incident.Severity().ToString()),
            Conclusion = incident.Conclusion,
            Message = request.Parameters.Text(NotifyOnly.Message),
            OpenedAt = incident.OpenedAt,
            PlanHash = request.Plan.Hash,
            Link = options.IncidentLink?.Replace(NotifyOptions.IncidentPlaceholder, incident.Id.ToString(), StringComparison.Ordinal),
        };
        var body = JsonSerializer.SerializeToNode(notification, Json);
        return JsonSerializer.SerializeToUtf8Bytes(masker.ForIncident(incident.Id).Json(body), Json);
    }
}

/// <summary>A Kubernetes object, or a machine that is watched like one.</summary>
/// <param name="Namespace">Null for what has none.</param>
/// <param name="Kind">"Deployment", "Node".</param>
/// <param name="Name">Its name.</param>
public sealed record NotificationEntity(string? Namespace, string Kind, string Name);
