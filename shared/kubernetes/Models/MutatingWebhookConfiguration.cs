using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Services that may change writes.</summary>
public sealed record MutatingWebhookConfiguration : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.MutatingWebhookConfigurations;

    public IReadOnlyList<Webhook> Webhooks { get; init; } = [];
}
