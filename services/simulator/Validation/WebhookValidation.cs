using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>Rules of admission webhooks: what decides whether they could be called at all.</summary>
internal static class WebhookValidation
{
    private static readonly string[] SideEffects = ["None", "NoneOnDryRun"];

    public static void Check(JsonObject json, Problems problems)
    {
        var (number, names) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var webhook in json.Objects("webhooks"))
        {
            var at = $"webhooks[{number++}]";
            var name = webhook.Text("name") ?? "";
            if (!names.Add(name))
                problems.Add(FieldProblem.Duplicate($"{at}.name", name));
            else if (name.Split('.').Length < 3)
                problems.Add(FieldProblem.Invalid($"{at}.name", name, "should be a domain with at least three segments separated by dots"));
            if (webhook.Texts("admissionReviewVersions").ToList() is var versions && versions.Count == 0)
                problems.Add(FieldProblem.Required($"{at}.admissionReviewVersions", "must specify one of v1, v1beta1"));
            if (webhook.Text("sideEffects") is not { Length: > 0 } effects)
                problems.Add(FieldProblem.Required($"{at}.sideEffects", "must specify one of None, NoneOnDryRun"));
            else if (!SideEffects.Contains(effects))
                problems.Add(FieldProblem.NotSupported($"{at}.sideEffects", effects, SideEffects));
            if (webhook.Whole("timeoutSeconds") is { } seconds and (< 1 or > 30))
                problems.Add(FieldProblem.Invalid($"{at}.timeoutSeconds", seconds, "the timeout value must be between 1 and 30 seconds"));
            var client = webhook["clientConfig"] as JsonObject ?? [];
            if (client.Text("url") is { Length: > 0 } == client["service"] is JsonObject)
                problems.Add(FieldProblem.Required($"{at}.clientConfig", "exactly one of url or service is required"));
        }
    }
}
