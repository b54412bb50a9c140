using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of the small kinds.</summary>
internal static class CoreValidation
{
    private const int MostBytes = 1024 * 1024;

    public static void Check(ResourceKind kind, JsonObject json, JsonObject spec, Problems problems)
    {
        switch (kind.Kind)
        {
            case "ConfigMap" or "Secret":
                Data(kind, json, problems);
                break;
            case "Node":
                Taints(spec, problems);
                Taints(spec, problems, repeated: true);
                break;
            case "Event" when json["involvedObject"] is JsonObject involved:
                Event(json, involved, problems);
                break;
            case "PersistentVolumeClaim":
                Claim(spec, problems);
                break;
            case "ResourceQuota":
                QuotaValidation.Check(spec, problems);
                break;
            case "NetworkPolicy":
                NetworkValidation.Policy(spec, problems);
                break;
            case "Lease":
                if (spec.Whole("leaseDurationSeconds") is { } seconds and <= 0)
                    problems.Add(FieldProblem.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"));
                problems.NotNegative(spec, "leaseTransitions", "spec");
                break;
            case "StorageClass":
                if (json.Text("provisioner") is null or "")
                    problems.Add(FieldProblem.Required("provisioner"));
                if (json.Text("reclaimPolicy") is { } policy and not ("Delete" or "Retain"))
                    problems.Add(FieldProblem.NotSupported("reclaimPolicy", policy, "Delete", "Retain"));
                break;
            case "PriorityClass":
                Priority(json, problems);
                break;
            case "LimitRange":
                LimitValidation.Check(spec, problems);
                break;
        }
    }

    private static void Data(ResourceKind kind, JsonObject json, Problems problems)
    {
        var total = 0L;
        foreach (var part in (string[])["data", "binaryData"])
        {
            foreach (var (key, value) in json[part] as JsonObject ?? [])
            {
                problems.AddRange(NameRules.ConfigKey(key).Select(why => FieldProblem.Invalid($"{part}[{key}]", key, why)));
                var length = System.Text.Encoding.UTF8.GetByteCount(value?.ToString() ?? "");
                total += kind == Kinds.Secret || part == "binaryData" ? length * 3L / 4 : length;
            }
        }
        if (total > MostBytes)
            problems.Add(FieldProblem.TooLong(kind == Kinds.Secret ? "data" : "[]", MostBytes));
        if (kind != Kinds.Secret)
            return;
        SecretKeys(json, problems);
    }

    private static void SecretKeys(JsonObject json, Problems problems)
    {
        const string Account = "kubernetes.io/service-account.name";
        var data = json["data"] as JsonObject ?? [];
        if (json.Text("type") == "kubernetes.io/service-account-token" && (string?)json["metadata"]?["annotations"]?[Account] is null or "")
            problems.Add(FieldProblem.Required($"metadata.annotations[{Account}]"));
        if (json.Text("type") == "kubernetes.io/basic-auth" && data["username"] is null && data["password"] is null)
        {
            problems.Add(FieldProblem.Required("data[username]"));
            problems.Add(FieldProblem.Required("data[password]"));
        }
        foreach (var key in json.Text("type") switch
        {
            "kubernetes.io/ssh-auth" => (string[])["ssh-privatekey"],
            "kubernetes.io/tls" => ["tls.crt", "tls.key"],
            "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
            "kubernetes.io/dockercfg" => [".dockercfg"],
            _ => [],
        })
        {
            if (data[key] is null)
                problems.Add(FieldProblem.Required($"data[{key}]"));
            else if (key.StartsWith(".docker", StringComparison.Ordinal) && WhyNoJson(data.Text(key) ?? "") is { } why)
                problems.Add(FieldProblem.Invalid($"data[{key}]", "<secret contents redacted>", why));
        }
    }

    private static string? WhyNoJson(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? GoJsonErrors.Find(bytes.AsSpan(0, length)) : null;
    }

    /// <summary>Only the two classes of the system are above what users may have.</summary>
    private static void Priority(JsonObject json, Problems problems)
    {
        const long Highest = 1_000_000_000;
        var (name, value) = (json["metadata"]!.AsObject().Text("name") ?? "", json.Whole("value") ?? 0);
        if ((name, value) is ("system-cluster-critical", 2_000_000_000) or ("system-node-critical", 2_000_001_000))
            return;
        if (name.StartsWith("system-", StringComparison.Ordinal))
            problems.Add(FieldProblem.Forbidden("metadata.name", "priority class names with 'system-' prefix are reserved for system use only"));
        if (value > Highest)
            problems.Add(FieldProblem.Forbidden("value", "maximum allowed value of a user defined priority is 1000000000"));
    }

    /// <summary>The real server looks twice at a node's taints when it is updated, which shows in the causes.</summary>
    private static void Taints(JsonObject spec, Problems problems, bool repeated = false)
    {
        var (index, seen) = (0, new HashSet<(string?, string?)>());
        foreach (var taint in spec.Objects("taints"))
        {
            var at = $"metadata.taints[{index++}]";
            if (taint.Text("effect") is null or "")
                problems.Add(FieldProblem.Required($"{at}.effect"));
            else
                problems.OneOf(taint, "effect", at, "NoSchedule", "PreferNoSchedule", "NoExecute");
            if (repeated)
                continue;
            problems.AddRange(NameRules.Qualified(taint.Text("key") ?? "").Select(why => FieldProblem.Invalid($"{at}.key", taint.Text("key"), why)));
            problems.AddRange(NameRules.LabelValue(taint.Text("value") ?? "").Select(why => FieldProblem.Invalid($"{at}.value", taint.Text("value"), why)));
            if (!seen.Add((taint.Text("key"), taint.Text("effect"))))
                problems.Add(FieldProblem.Duplicate(at, new GoValue("core.Taint{…}")));
        }
    }

    private static void Event(JsonObject json, JsonObject involved, Problems problems)
    {
        var (ns, own) = (involved.Text("namespace") ?? "", json["metadata"]!.AsObject().Text("namespace") ?? "");
        if (ns.Length == 0 ? own is not ("default" or "kube-system") : ns != own)
            problems.Add(FieldProblem.Invalid("involvedObject.namespace", ns, "does not match event.namespace"));
    }

    private static void Claim(JsonObject spec, Problems problems)
    {
        if (!spec.Texts("accessModes").Any())
            problems.Add(FieldProblem.Required("spec.accessModes", "at least 1 access mode is required"));
        foreach (var mode in spec.Texts("accessModes").Where(m => m is not ("ReadWriteOnce" or "ReadOnlyMany" or "ReadWriteMany" or "ReadWriteOncePod")))
            problems.Add(FieldProblem.NotSupported("spec.accessModes", mode, "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"));
        if (spec["resources"]?["requests"]?["storage"] is not { } storage)
            problems.Add(FieldProblem.Required("spec.resources[storage]"));
        else if (Quantity.TryParse(storage.ToString(), out var amount) && amount.Value <= 0)
            problems.Add(FieldProblem.Invalid("spec.resources[storage]", storage.ToString(), "must be greater than zero"));
    }
}
