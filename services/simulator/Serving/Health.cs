using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;

namespace Pipeline.Simulator.Serving;

/// <summary>Answers /healthz, /livez, /readyz and /version.</summary>
internal static class Health
{
    private static readonly string[] Common =
    [
        "ping", "log", "etcd", "poststarthook/start-apiserver-admission-initializer", "poststarthook/generic-apiserver-start-informers",
        "poststarthook/priority-and-fairness-config-consumer", "poststarthook/priority-and-fairness-filter",
        "poststarthook/storage-object-count-tracker-hook", "poststarthook/start-apiextensions-informers",
        "poststarthook/start-apiextensions-controllers", "poststarthook/crd-informer-synced", "poststarthook/start-system-namespaces-controller",
        "poststarthook/start-cluster-authentication-info-controller", "poststarthook/start-kube-apiserver-identity-lease-controller",
        "poststarthook/start-kube-apiserver-identity-lease-garbage-collector", "poststarthook/start-legacy-token-tracking-controller",
        "poststarthook/start-service-ip-repair-controllers", "poststarthook/rbac/bootstrap-roles",
        "poststarthook/scheduling/bootstrap-system-priority-classes", "poststarthook/priority-and-fairness-config-producer",
        "poststarthook/bootstrap-controller", "poststarthook/start-kube-aggregator-informers",
        "poststarthook/apiservice-status-local-available-controller", "poststarthook/apiservice-status-remote-available-controller",
        "poststarthook/apiservice-registration-controller", "poststarthook/apiservice-wait-for-first-sync",
        "poststarthook/apiservice-discovery-controller", "poststarthook/kube-apiserver-autoregistration", "autoregister-completion",
        "poststarthook/apiservice-openapi-controller", "poststarthook/apiservice-openapiv3-controller",
    ];

    private static readonly string[] Ready = [.. Common[..3], "etcd-readiness", "informer-sync", .. Common[3..], "shutdown"];

    /// <summary>Answers a request of these paths.</summary>
    /// <returns>False for all other paths.</returns>
    public static async Task<bool> TryAnswerAsync(ApiRequest request)
    {
        var parts = request.Info.Path.Split('/', 3, StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["version"]:
                await Answers.JsonAsync(request.Http, 200, Version());
                return true;
            case ["healthz" or "livez" or "readyz", .. var check]:
                await AnswerAsync(request, parts[0], check);
                return true;
            default:
                return false;
        }
    }

    private static Task AnswerAsync(ApiRequest request, string kind, string[] check)
    {
        if (request.Info.Verb is not ("get" or "head"))
            throw Refusal.MethodNotAllowed();
        var checks = kind == "readyz" ? Ready : Common;
        if (check.Length > 0)
        {
            return checks.Contains(string.Join('/', check))
                ? Answers.TextAsync(request.Http, 200, "ok")
                : Answers.TextAsync(request.Http, 404, "404 page not found\n");
        }
        return Answers.TextAsync(
            request.Http, 200, request.Http.Request.Query.ContainsKey("verbose")
                ? string.Concat(checks.Select(c => $"[+]{c} ok\n")) + $"{kind} check passed\n"
                : "ok");
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "32",
        ["gitVersion"] = "v1.32.13",
        ["gitCommit"] = "$Format:%H$",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-01-01T00:00:00Z",
        ["goVersion"] = "go1.23.5",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    };
}
