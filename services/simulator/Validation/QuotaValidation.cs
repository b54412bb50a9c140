using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of resource quotas: what can be counted, in which scopes.</summary>
internal static class QuotaValidation
{
    private static readonly FrozenSet<string> Counts = FrozenSet.ToFrozenSet(
    [
        "pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps", "persistentvolumeclaims",
        "services.nodeports", "services.loadbalancers",
    ]);

    private static readonly FrozenSet<string> Compute = FrozenSet.ToFrozenSet(
        ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"]);

    private static readonly FrozenSet<string> Storage = FrozenSet.ToFrozenSet(
        ["requests.storage", "ephemeral-storage", "requests.ephemeral-storage", "limits.ephemeral-storage"]);

    private static readonly string[] Scopes =
        ["Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity"];

    public static void Check(JsonObject spec, Problems problems)
    {
        foreach (var (name, amount) in (spec["hard"] as JsonObject ?? []).OrderBy(h => h.Key, StringComparer.Ordinal))
            Amount(name, amount, $"spec.hard[{name}]", problems);
        ScopesOf(spec, problems);
    }

    /// <summary>The scopes of a quota as Go prints them.</summary>
    public static GoValue GoScopes(JsonObject spec) =>
        new($"[]core.ResourceQuotaScope{{{string.Join(", ", spec.Texts("scopes").Select(s => $"\"{s}\""))}}}");

    private static void Amount(string name, JsonNode? amount, string path, Problems problems)
    {
        problems.AddRange(NameRules.Qualified(name).Select(why => FieldProblem.Invalid(path, name, why)));
        var named = name.Contains('/', StringComparison.Ordinal);
        if (!named && !IsStandard(name))
            problems.Add(FieldProblem.Invalid(path, name, "must be a standard resource for quota"));
        if (!Quantity.TryParse(amount?.ToString(), out var quantity))
            return;
        if (quantity.Value < 0)
            problems.Add(FieldProblem.Invalid(path, amount!.ToString(), "must be greater than or equal to 0"));
        if ((named || Counts.Contains(name)) && quantity.Value != decimal.Truncate(quantity.Value))
            problems.Add(FieldProblem.Invalid(path, new GoValue("resource.Quantity{…}"), "must be an integer"));
    }

    private static bool IsStandard(string name) =>
        Counts.Contains(name) || Compute.Contains(name) || Storage.Contains(name)
        || name.StartsWith("hugepages-", StringComparison.Ordinal) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static void ScopesOf(JsonObject spec, Problems problems)
    {
        var (scopes, hard) = (spec.Texts("scopes").ToList(), spec["hard"] as JsonObject ?? []);
        foreach (var scope in scopes)
        {
            if (!Scopes.Contains(scope))
                problems.Add(FieldProblem.Invalid("spec.scopes", GoScopes(spec), "unsupported scope"));
            foreach (var _ in hard.Where(h => IsStandard(h.Key) && !Fits(scope, h.Key)))
                problems.Add(FieldProblem.Invalid("spec.scopes", GoScopes(spec), "unsupported scope applied to resource"));
        }
        foreach (var (one, other) in ((string, string)[])[("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")])
        {
            if (scopes.Contains(one) && scopes.Contains(other))
                problems.Add(FieldProblem.Invalid("spec.scopes", GoScopes(spec), "conflicting scopes"));
        }
    }

    /// <summary>Pods without requests can only be counted; a scope that nobody knows fits everything, and is refused as such.</summary>
    private static bool Fits(string scope, string resource) =>
        !Scopes.Contains(scope) || resource == "pods" || (scope != "BestEffort" && Compute.Contains(resource));
}
