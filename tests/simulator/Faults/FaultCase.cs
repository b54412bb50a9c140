using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Faults;

/// <summary>How one fault is recognised, what a hasty person does, and what heals it.</summary>
/// <param name="IsIll">The typical signs, all at once, some time after the start.</param>
/// <param name="Wrong">A tempting treatment that does not help; null where there is none.</param>
/// <param name="Right">The treatment; null where nothing is to be done, or only the fault's own end heals.</param>
/// <param name="Within">Seconds until the signs show.</param>
/// <param name="Heals">Seconds until all is well after the right treatment.</param>
internal sealed record FaultCase(
    string Fault, string? Target, Func<DemoWorld, bool> IsIll, Action<DemoWorld>? Wrong, Action<DemoWorld>? Right, int Within = 300, int Heals = 600,
    Dictionary<string, string>? Parameters = null, Func<DemoWorld, bool>? IsWell = null)
{
    private const string Checkout = "shop/deployment/checkout";
    private const string Cart = "shop/deployment/cart";

    /// <summary>All of the catalogue.</summary>
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("memory-leak", Checkout, w => w.LastEnded("checkout", "OOMKilled") && w.HasEvent("OOMKilling", "(java)"),
            w => w.DeletePods("checkout"), w => w.Undo("checkout"), Parameters: new() { ["rate"] = "240" }),
        new("memory-limit", Cart, w => w.LastEnded("cart", "OOMKilled") && w.IsWaiting("cart", "CrashLoopBackOff"),
            w => w.DeletePods("cart"), w => w.Patch(Kinds.Deployment, "cart", d => Container(d)["resources"]!["limits"]!["memory"] = "192Mi")),
        new("cpu-hog", Cart, w => w.Site("frontend") is { Latency: > 0.3 } && Throttling(w, "cart") > 0.5,
            w => w.Restart("cart"), w => w.Undo("cart"), Parameters: new() { ["factor"] = "10" }),
        new("bad-rollout", Cart, w => w.Site("cart") is { Failure: > 0.15 } && w.Logs("cart", "cannot read field 'total' of null"),
            w => w.Restart("cart"), w => w.Undo("cart")),
        new("slow-release", "shop/deployment/catalog", w => w.Site("frontend") is { Latency: > 1 }, w => w.Restart("catalog"), w => w.Undo("catalog")),
        new("crash-on-start", Cart, w => w.IsWaiting("cart", "CrashLoopBackOff") && w.Logs("cart", "nil pointer dereference"),
            w => w.DeletePods("cart"), w => w.Undo("cart")),
        new("image-not-found", Cart, w => w.IsWaiting("cart", "ImagePullBackOff") && w.HasEvent("Failed", "not found", "cart"),
            w => w.DeletePods("cart"), w => w.Undo("cart")),
        new("crash-bad-command", Cart, w => w.LastEnded("cart", "StartError") && w.HasEvent("Failed", "no such file or directory", "cart"),
            w => w.DeletePods("cart"), w => w.Undo("cart")),
        new("crash-missing-env", "shop/deployment/payment", w => w.IsWaiting("payment", "CrashLoopBackOff") && w.Logs("payment", "PROVIDER_TOKEN is not set"),
            w => w.DeletePods("payment"), w => w.Undo("payment"), Parameters: new() { ["variable"] = "PROVIDER_TOKEN" }),
        new("failing-liveness", Cart, w => w.HasEvent("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 404", "cart")
            && w.HasEvent("Killing", "failed liveness probe", "cart"), w => w.Restart("cart"), w => w.Undo("cart")),
        new("failing-readiness", Cart, w => w.HasEvent("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 404", "cart"),
            w => w.DeletePods("cart"), w => w.Undo("cart")),
        new("crash-bad-config", "shop/deployment/payment", w => w.IsWaiting("payment", "CrashLoopBackOff") && w.Logs("payment", "invalid configuration: LOG_LEVEL"),
            w => w.DeletePods("payment"), w =>
            {
                w.Patch(Kinds.ConfigMap, "payment-settings", m => m["data"]!["LOG_LEVEL"] = "info");
                w.DeletePods("payment");
            }, Parameters: new() { ["key"] = "LOG_LEVEL" }),
        new("config-map-missing", Cart, w => w.IsWaiting("cart", "CreateContainerConfigError") && w.HasEvent("Failed", "configmap \"cart-settings\" not found"),
            w => w.DeletePods("cart"), w => w.Create(Kinds.ConfigMap, """{"metadata":{"name":"cart-settings","namespace":"shop"},"data":{"LOG_LEVEL":"info"}}""")),
        new("secret-missing", "shop/deployment/payment", w => w.IsWaiting("payment", "CreateContainerConfigError") && w.HasEvent("Failed", "secret \"payment-credentials\" not found"),
            w => w.DeletePods("payment"),
            w => w.Create(Kinds.Secret, """{"metadata":{"name":"payment-credentials","namespace":"shop"},"data":{"PROVIDER_TOKEN":"dG9rLTRhNTFkMGMy"}}""")),
        new("pull-secret-missing", Cart, w => w.IsWaiting("cart", "ImagePullBackOff", "ErrImagePull") && w.HasEvent("FailedToRetrieveImagePullSecret", "registry-credentials", "cart")
            && w.HasEvent("Failed", "401 Unauthorized", "cart"), w => w.DeletePods("cart"),
            w => w.Create(Kinds.Secret, """{"metadata":{"name":"registry-credentials","namespace":"shop"},"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"e30="}}""")),
        new("secret-rotated", "shop/deployment/catalog", w => w.Site("catalog") is { Failure: > 0.9 } && w.Logs("catalog", "password authentication failed"),
            w => w.Delete(Kinds.Pod, "postgres-0"), w => w.Restart("catalog")),
        new("certificate-expired", Cart, w => w.Site("cart") is { Failure: > 0.9 } && w.Logs("cart", "x509: certificate has expired"),
            w => w.Restart("cart"), w =>
            {
                var (certificate, key) = Simulator.Faults.ConfigurationFaults.Certificate("cart", w.Loop.GetUtcNow().AddDays(-1), w.Loop.GetUtcNow().AddDays(90));
                w.Patch(Kinds.Secret, "cart-tls", s => s["data"] = new JsonObject { ["tls.crt"] = certificate, ["tls.key"] = key });
            }),
        new("unschedulable-resources", Cart, w => w.HasEvent("FailedScheduling", "Insufficient cpu", "cart"), w => w.DeletePods("cart"), w => w.Undo("cart")),
        new("unschedulable-taint", Cart, w => w.HasEvent("FailedScheduling", "untolerated taint {dedicated: migration}", "cart"), w => w.Scale("cart", 3), w =>
        {
            for (var i = 1; i <= 4; i++)
                w.Patch(Kinds.Node, $"worker-{i}", n => n["spec"]!.AsObject().Remove("taints"));
        }),
        new("unschedulable-affinity", Cart, w => w.HasEvent("FailedScheduling", "didn't match Pod's node affinity/selector", "cart"), w => w.DeletePods("cart"),
            w => w.Patch(Kinds.Node, "worker-1", n => n["metadata"]!["labels"]!["disktype"] = "nvme")),
        new("pvc-unbound", Cart, w => w.HasEvent("FailedScheduling", "unbound immediate PersistentVolumeClaims", "cart"), w => w.DeletePods("cart"), w => w.Undo("cart")),
        new("quota-exhausted", "shop", w => w.HasEvent("FailedCreate", "exceeded quota: compute-quota"), w => w.DeletePods("cart"), w => w.Delete(Kinds.ResourceQuota, "compute-quota"),
            Heals: 1200), // the controller waits up to 1,000 s between two tries, as the real one does
        new("hpa-maxed", "shop/deployment/frontend", w => w.Site("frontend") is { Failure: > 0.02 } or { Latency: > 1 }
            && w.Cluster.Find(Kinds.HorizontalPodAutoscaler, "shop", "frontend")!.Root.Integer("status", "currentReplicas") == 2,
            w => w.Restart("frontend"), w => w.Patch(Kinds.HorizontalPodAutoscaler, "frontend", h => h["spec"]!["maxReplicas"] = 12), Parameters: new() { ["factor"] = "3.5" }),
        new("pdb-deadlock", Cart, w => w.Cluster.List(Kinds.Node).Any(n => n.Root.IsTrue("spec", "unschedulable") && w.Pods("cart").Any(p => p.Root.Text("spec", "nodeName") == n.Key.Name))
            && w.Cluster.Find(Kinds.PodDisruptionBudget, "shop", "cart-always")?.Root.Integer("status", "disruptionsAllowed") == 0,
            w => w.Advance(120), w => w.Patch(Kinds.PodDisruptionBudget, "cart-always", b => b["spec"]!["minAvailable"] = 1),
            IsWell: w => w.IsWell() && w.Cluster.List(Kinds.Node).Where(n => n.Root.IsTrue("spec", "unschedulable"))
                .All(n => w.Pods("cart").All(p => p.Root.Text("spec", "nodeName") != n.Key.Name))),
        new("node-not-ready", "worker-1", w => w.Cluster.Find(Kinds.Node, "", "worker-1")!.Root.Items("status", "conditions")
            .Any(c => c.Text("type") == "Ready" && c.Text("status") == "Unknown"), w => w.Restart("cart"), w => w.Delete(Kinds.Node, "worker-1"), Heals: 900),
        new("node-network-loss", "worker-1", w => w.Model.Measurements.Nodes().First(n => n.Node == "worker-1").Network.ReceiveDropped > 100, null, Drain, IsWell: w => w.IsWell()),
        new("node-memory-pressure", "worker-1", w => w.HasEvent("EvictionThresholdMet", "memory", "worker-1") && w.HasEvent("Evicted", "low on resource: memory"),
            w => w.DeletePods("cart"), w => w.Delete(Kinds.Pod, "node-debugger-worker-1", "kube-system"), Heals: 900),
        new("node-disk-pressure", "worker-1", w => w.HasEvent("EvictionThresholdMet", "ephemeral-storage", "worker-1") && w.HasEvent("NodeHasDiskPressure"),
            w => w.DeletePods("cart"), w => w.Delete(Kinds.Pod, "node-debugger-worker-1", "kube-system"), Heals: 900),
        new("node-pid-pressure", "worker-1", w => w.HasEvent("NodeHasInsufficientPID"),
            w => w.DeletePods("cart"), w => w.Delete(Kinds.Pod, "node-debugger-worker-1", "kube-system"), Heals: 900),
        new("network-policy-blocks", Cart, w => w.Site("frontend") is { Failure: > 0.2 } && w.Logs("frontend", "i/o timeout"),
            w => w.Restart("cart"), w => w.Delete(Kinds.NetworkPolicy, "cart-lockdown")),
        new("dns-failures", null, w => w.Site("frontend") is { Failure: > 0.5 } && w.Logs("frontend", "server misbehaving") && w.Model.Measurements.DnsResponses()["SERVFAIL"] > 0,
            w => w.Restart("frontend"), w => w.Patch(Kinds.ConfigMap, "coredns", m => m["data"]!["Corefile"] =
                ((string)m["data"]!["Corefile"]!).Replace("lokal", "local", StringComparison.Ordinal), "kube-system")),
        new("slow-dependency", "shop/deployment/catalog", w => w.Site("frontend") is { Latency: > 1 }, w => w.Restart("frontend"), w => w.Restart("catalog")),
        new("error-burst", Cart, w => w.Site("frontend") is { Failure: > 0.2 } && w.Logs("cart", "connection pool exhausted") && w.Logs("frontend", "call to cart failed"),
            w => w.Restart("frontend"), w => w.Restart("cart")),
        new("deadlock", Cart, w => w.HasEvent("Unhealthy", "Client.Timeout exceeded while awaiting headers", "cart"), null, w => w.DeletePods("cart", grace: 0)),
        new("traffic-surge", "shop/deployment/frontend", w => w.Site("catalog") is { Failure: > 0.02 } or { Latency: > 0.5 }, w => w.Restart("catalog"), ScaleUp, Parameters: new() { ["factor"] = "10" }),
        new("pvc-filling", "shop/statefulset/postgres", w => w.Model.Measurements.Volumes().Any(v => v.Claim == "data-postgres-0" && v.AvailableBytes < v.CapacityBytes * 0.01)
            && w.Logs("postgres", "No space left on device"), w => w.Delete(Kinds.Pod, "postgres-0"),
            w => w.Patch(Kinds.PersistentVolumeClaim, "data-postgres-0", c => c["spec"]!["resources"]!["requests"]!["storage"] = "100Gi"), Parameters: new() { ["minutes"] = "2" }),
        new("noisy-warnings", "shop", w => w.Cluster.List(Kinds.Event).Any(e => e.Root.Text("reason") is "DNSConfigForming" or "FailedGetScale" or "ProbeWarning" or "FailedToUpdateEndpointSlices")
            && w.IsWell(), null, null),
        new("job-failing", "batch/cronjob/nightly-report", w => w.HasEvent("BackoffLimitExceeded", "", "nightly-report") && FailedJob(w) is not null,
            w => RunAgain(w, "as-it-is"), w =>
            {
                w.Patch(Kinds.CronJob, "nightly-report", c => c["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["command"] =
                    new JsonArray("sh", "-c", "echo 'wrote 14 reports'"), "batch");
                RunAgain(w, "corrected");
            }, IsWell: w => w.Cluster.Find(Kinds.Job, "batch", "corrected")!.Root.Integer("status", "succeeded") == 1),
    ];

    /// <summary>kubectl create job --from=cronjob/nightly-report.</summary>
    private static void RunAgain(DemoWorld w, string name)
    {
        var template = w.Cluster.Find(Kinds.CronJob, "batch", "nightly-report")!.Root.At("spec", "jobTemplate", "spec").GetRawText();
        w.Create(Kinds.Job, $$"""{"metadata":{"name":"{{name}}","namespace":"batch"},"spec":{{template}} }""");
    }

    private static string? FailedJob(DemoWorld w) => w.Cluster.List(Kinds.Job, "batch")
        .FirstOrDefault(j => j.Root.Items("status", "conditions").Any(c => c.Text("type") == "Failed" && c.Text("status") == "True"))?.Key.Name;

    private static JsonObject Container(JsonObject deployment) => deployment["spec"]!["template"]!["spec"]!["containers"]![0]!.AsObject();

    private static double Throttling(DemoWorld w, string container) => w.Model.Measurements.Containers()
        .Where(c => c.Container == container && c.Periods > 0).Select(c => c.ThrottledPeriods / c.Periods).DefaultIfEmpty().Max();

    private static void Drain(DemoWorld w)
    {
        w.Patch(Kinds.Node, "worker-1", n => n["spec"]!["unschedulable"] = true);
        foreach (var pod in w.Cluster.List(Kinds.Pod).Where(p => p.Root.Text("spec", "nodeName") == "worker-1"
            && p.Root.Items("metadata", "ownerReferences").All(o => o.Text("kind") != "DaemonSet")).ToList())
            w.Delete(Kinds.Pod, pod.Key.Name, pod.Key.Namespace);
    }

    private static void ScaleUp(DemoWorld w)
    {
        foreach (var app in new[] { "catalog", "cart", "recommendation", "payment", "shipping" })
            w.Scale(app, 12);
        foreach (var app in new[] { "frontend", "checkout" })
            w.Patch(Kinds.HorizontalPodAutoscaler, app, h => h["spec"]!["maxReplicas"] = 20);
    }
}
