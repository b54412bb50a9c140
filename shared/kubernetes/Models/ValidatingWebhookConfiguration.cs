using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Services that may refuse writes.</summary>
public sealed record ValidatingWebhookConfiguration : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ValidatingWebhookConfigurations;

    public IReadOnlyList<Webhook> Webhooks { get; init; } = [];
}

public sealed record Webhook
{
    public string Name { get; init; } = "";

    /// <summary>Fail or Ignore.</summary>
    public string? FailurePolicy { get; init; }

    public int? TimeoutSeconds { get; init; }

    public WebhookClientConfig ClientConfig { get; init; } = new();

    public LabelSelector? NamespaceSelector { get; init; }
}

public sealed record WebhookClientConfig
{
    public string? Url { get; init; }

    public WebhookService? Service { get; init; }
}

public sealed record WebhookService
{
    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public int? Port { get; init; }

    public string? Path { get; init; }
}
