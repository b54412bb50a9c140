using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Admission;

/// <summary>Nothing is created beyond the quotas of its namespace; what is created counts at once.</summary>
public sealed class QuotaAdmission : IAdmission
{
    /// <inheritdoc/>
    public void Validate(AdmissionRequest request)
    {
        if (!request.IsCreate || request.Namespace.Length == 0)
            return;
        var quotas = request.Store.List(Kinds.ResourceQuota).Objects.Values.Where(q => q.Key.Namespace == request.Namespace).ToList();
        if (quotas.Count == 0)
            return;
        var usage = QuotaUsage.Of(request.Definition.Stored, request.Json);
        var charges = quotas.Select(q => (Quota: q, Json: q.ToJson())).Where(q => QuotaScopes.Match(q.Json, request))
            .Select(q => (q.Quota, Charge: Charge(request, q.Quota, q.Json, usage))).Where(c => c.Charge.Count > 0).ToList();
        if (request.Options.DryRun)
            return;
        foreach (var (quota, charge) in charges)
            request.UpdateStatus?.Invoke(Kinds.ResourceQuota, quota.Key.Namespace, quota.Key.Name, json => Add(json, charge));
    }

    /// <summary>What a quota has to bear of a usage; a refusal when it cannot.</summary>
    private static Dictionary<string, decimal> Charge(
        AdmissionRequest request, StoredObject quota, JsonObject json, IReadOnlyDictionary<string, decimal> usage)
    {
        var hard = json["spec"]?["hard"] as JsonObject ?? [];
        var charge = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (resource, _) in hard)
        {
            if (usage.TryGetValue(resource, out var amount))
                charge[resource] = amount;
        }
        if (request.Definition.Stored == Kinds.Pod && QuotaUsage.Unspecified(request.Json, hard.Select(h => h.Key)) is { Length: > 0 } missing)
            throw request.Forbidden($"failed quota: {quota.Key.Name}: must specify {missing}");
        var used = charge.Keys.ToDictionary(r => r, r => Used(request, json, r), StringComparer.Ordinal);
        var over = charge.Where(c => c.Value > 0 && used[c.Key] + c.Value > Amount(hard[c.Key])).Select(c => c.Key).Order(StringComparer.Ordinal).ToList();
        if (over.Count == 0)
            return charge;
        string List(Func<string, string> text) => string.Join(",", over.Select(r => $"{r}={text(r)}"));
        throw request.Forbidden(
            $"exceeded quota: {quota.Key.Name}, requested: {List(r => QuantityText.Of(charge[r], r))}, "
            + $"used: {List(r => QuantityText.Of(used[r], r))}, limited: {List(r => hard[r]!.ToString())}");
    }

    /// <summary>What is used: as the quota says, or counted when its controller has not looked yet.</summary>
    private static decimal Used(AdmissionRequest request, JsonObject quota, string resource)
    {
        if (quota["status"]?["hard"]?[resource] is not null)
            return Amount(quota["status"]!["used"]?[resource]);
        return request.Store.List(request.Definition.Stored).Objects.Values.Where(o => o.Key.Namespace == request.Namespace)
            .Sum(o => QuotaUsage.Of(o.Kind, o.ToJson()).GetValueOrDefault(resource));
    }

    private static void Add(JsonObject quota, Dictionary<string, decimal> charge)
    {
        if (quota["status"]?["used"] is not JsonObject used)
            return;
        foreach (var (resource, amount) in charge)
        {
            if (used[resource] is { } before)
                used[resource] = QuantityText.Of(Amount(before) + amount, resource);
        }
    }

    private static decimal Amount(JsonNode? node) => Quantity.TryParse(node?.ToString(), out var amount) ? amount.Value : 0;
}
