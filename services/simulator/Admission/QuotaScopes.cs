using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Admission;

/// <summary>Which objects a quota with scopes is about.</summary>
internal static class QuotaScopes
{
    /// <summary>Whether a quota counts an object.</summary>
    public static bool Match(JsonObject quota, AdmissionRequest request)
    {
        var spec = quota["spec"] as JsonObject ?? [];
        var scopes = spec.Texts("scopes").Select(s => (Scope: s, Operator: "Exists", Values: (IReadOnlyList<string>)[]))
            .Concat((spec["scopeSelector"] as JsonObject ?? []).Objects("matchExpressions").Select(e => (
                Scope: e.Text("scopeName") ?? "", Operator: e.Text("operator") ?? "", Values: (IReadOnlyList<string>)[.. e.Texts("values")])));
        return scopes.All(s => request.Definition.Stored == Kinds.Pod && Matches(request.Json, s.Scope, s.Operator, s.Values));
    }

    private static bool Matches(JsonObject pod, string scope, string @operator, IReadOnlyList<string> values)
    {
        var spec = pod["spec"] as JsonObject ?? [];
        return scope switch
        {
            "Terminating" => spec["activeDeadlineSeconds"] is not null,
            "NotTerminating" => spec["activeDeadlineSeconds"] is null,
            "BestEffort" => PodQuality.Of(pod) == "BestEffort",
            "NotBestEffort" => PodQuality.Of(pod) != "BestEffort",
            "PriorityClass" => @operator switch
            {
                "In" => values.Contains(spec.Text("priorityClassName") ?? ""),
                "NotIn" => !values.Contains(spec.Text("priorityClassName") ?? ""),
                "DoesNotExist" => spec.Text("priorityClassName") is null or "",
                _ => spec.Text("priorityClassName") is { Length: > 0 },
            },
            _ => true,
        };
    }
}
