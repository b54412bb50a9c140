using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Admission webhooks that nobody answers. With policy Fail, what they guard cannot be written.</summary>
public sealed class WebhookScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "WebhookConfiguration";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Services, ResourceTypes.Pods];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        from configuration in view.ValidatingWebhooks.Items.Select(c => ("ValidatingWebhookConfiguration", c.Metadata, c.Webhooks))
            .Concat(view.MutatingWebhooks.Items.Select(c => ("MutatingWebhookConfiguration", c.Metadata, c.Webhooks)))
        from webhook in configuration.Webhooks
        let seen = Look(view, configuration.Item1, configuration.Metadata, webhook)
        where seen is not null
        select seen;

    private static Observation? Look(ClusterView view, string kind, ObjectMeta meta, Webhook webhook)
    {
        if (webhook.ClientConfig.Service is not { } reference || !view.Services.IsVisibleIn(reference.Namespace) || !view.Pods.IsVisibleIn(reference.Namespace))
            return null;
        Observation Of(FailureState state, string message) => view.Seen(state, kind, meta, $"webhook {webhook.Name}: {message}") with
        { Severity = webhook.FailurePolicy == "Ignore" ? Severity.Info : null };
        if (view.Services.Find(reference.Namespace, reference.Name) is not { } service)
            return Of(FailureStates.WebhookServiceMissing, $"its service {reference.Namespace}/{reference.Name} does not exist");
        if (service.Spec.Selector.Count == 0)
            return null;
        var pods = view.PodsBy.With(reference.Namespace, service.Spec.Selector).ToList();
        return pods.Any(p => p.Status.Conditions.Of("Ready") is { IsTrue: true })
            ? null
            : Of(FailureStates.WebhookWithoutPods, pods.Count == 0
                ? $"its service {reference.Namespace}/{reference.Name} means no pod"
                : $"no pod of its service {reference.Namespace}/{reference.Name} is ready");
    }
}
