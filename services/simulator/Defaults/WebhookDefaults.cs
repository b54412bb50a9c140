using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Defaults;

/// <summary>Defaults of admission webhooks.</summary>
internal static class WebhookDefaults
{
    public static void Apply(string kind, JsonObject json)
    {
        foreach (var webhook in json.Objects("webhooks"))
        {
            webhook.Default("failurePolicy", "Fail");
            webhook.Default("matchPolicy", "Equivalent");
            webhook.Ensure("namespaceSelector");
            webhook.Ensure("objectSelector");
            webhook.Default("timeoutSeconds", 10);
            if (kind == "MutatingWebhookConfiguration")
                webhook.Default("reinvocationPolicy", "Never");
            if ((webhook["clientConfig"] as JsonObject)?["service"] is JsonObject service)
                service.Default("port", 443);
            foreach (var rule in webhook.Objects("rules"))
                rule.Default("scope", "*");
        }
    }
}
