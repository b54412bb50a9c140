using Pipeline.Collector.Alerts;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Collector.Tests.Alerts;

public sealed class Reporting_an_alert
{
    private static readonly AlertReports Reports = new("demo", "alertmanager", Some.Masker);

    [Theory]
    [InlineData("KubePodCrashLooping", "namespace=shop pod=cart-0 container=cart job=kube-state-metrics", "shop/Pod/cart-0")]
    [InlineData("KubeDeploymentReplicasMismatch", "namespace=shop deployment=cart pod=ksm-0 instance=10.0.0.1:8080 service=ksm", "shop/Deployment/cart")]
    [InlineData("KubeStatefulSetReplicasMismatch", "namespace=shop statefulset=db", "shop/StatefulSet/db")]
    [InlineData("KubeDaemonSetRolloutStuck", "namespace=kube-system daemonset=cni", "kube-system/DaemonSet/cni")]
    [InlineData("KubeJobFailed", "namespace=shop job_name=backup-1 job=kube-state-metrics", "shop/Job/backup-1")]
    [InlineData("KubeHpaMaxedOut", "namespace=shop horizontalpodautoscaler=cart", "shop/HorizontalPodAutoscaler/cart")]
    [InlineData("KubePersistentVolumeFillingUp", "namespace=shop persistentvolumeclaim=data-db-0 node=w1", "shop/PersistentVolumeClaim/data-db-0")]
    [InlineData("KubeNodeNotReady", "node=w1 instance=10.0.0.1:8080 namespace=monitoring pod=ksm-0", "Node/w1")]
    [InlineData("KubeletDown", "instance=10.0.0.1:10250 job=kubelet service=kubelet", "Node/10.0.0.1:10250")]
    [InlineData("HighErrorRate", "namespace=shop service=cart", "shop/Service/cart")]
    [InlineData("TargetDown", "namespace=shop job=cart", "shop/Service/cart")]
    [InlineData("KubeQuotaExceeded", "namespace=shop", "Namespace/shop")]
    [InlineData("BusinessIsBad", "team=shop", "Alert/BusinessIsBad")]
    public void Finds_the_entity_in_the_labels(string name, string labels, string entity) =>
        Assert.Equal(entity, Reports.Of(Alert(name, labels), Some.Noon).Entity.ToString());

    [Theory]
    [InlineData("KubePodCrashLooping", "restarts")]
    [InlineData("KubeNodeUnreachable", "node-unhealthy")]
    [InlineData("CPUThrottlingHigh", "cpu-saturation")]
    [InlineData("KubeDeploymentRolloutStuck", "workload-unavailable")]
    [InlineData("CheckoutSLOBurnRate", "checkout-slo-burn-rate")]
    [InlineData("Queue too_long (EU)", "queue-too-long-eu")]
    public void Names_the_failure_as_the_detector_does_or_by_the_alert(string name, string failureClass) =>
        Assert.Equal(failureClass, Reports.Of(Alert(name, "a=b"), Some.Noon).FailureClass);

    [Theory]
    [InlineData("severity=critical", Severity.Critical)]
    [InlineData("severity=PAGE", Severity.Critical)]
    [InlineData("severity=info", Severity.Info)]
    [InlineData("severity=weird", Severity.Warning)]
    [InlineData("a=b", Severity.Warning)]
    public void Takes_the_severity_in_its_usual_spellings(string labels, Severity severity) =>
        Assert.Equal(severity, Reports.Of(Alert("X", labels), Some.Noon).Severity);

    [Fact]
    public void Observes_a_firing_alert_when_it_began_so_that_a_late_one_is_older_than_its_end()
    {
        var firing = Reports.Of(Alert("X", "a=b"), Some.Noon.AddHours(1));
        var resolved = Reports.Of(Alert("X", "a=b") with { IsResolved = true, EndsAt = Some.Noon.AddMinutes(5) }, Some.Noon.AddHours(1));
        Assert.Equal((SymptomStatus.Firing, Some.Noon, SourceClock.Live), (firing.Status, firing.ObservedAt, firing.Clock));
        Assert.Equal((SymptomStatus.Cleared, Some.Noon.AddMinutes(5)), (resolved.Status, resolved.ObservedAt));
        Assert.Equal("alert:alertmanager:7655", firing.SymptomKey);
        Assert.Equal(firing.SymptomKey, resolved.SymptomKey);
    }

    [Fact]
    public void Tells_repeats_from_new_occurrences()
    {
        var alert = Alert("X", "a=b");
        Assert.Equal("alertmanager|7655|2026-11-20T12:00:00.0000000Z|firing", Reports.DedupKeyOf(alert));
        Assert.Equal(Reports.DedupKeyOf(alert), Reports.DedupKeyOf(alert with { Annotations = new Dictionary<string, string> { ["summary"] = "changed" } }));
        Assert.Equal(3, new[] { alert, alert with { IsResolved = true }, alert with { StartsAt = Some.Noon.AddSeconds(1) } }.DistinctBy(Reports.DedupKeyOf).Count());
    }

    [Fact]
    public void Is_masked_and_bounded()
    {
        var alert = Alert("X", string.Join(' ', Enumerable.Range(0, 100).Select(i => $"l{i:000}=v"))) with
        {
            Annotations = Enumerable.Range(0, 50).ToDictionary(i => $"a{i}", _ => new string('x', 9000))
                .Append(new("description", "login with password=hunter2hunter2 failed " + new string('y', 2000))).ToDictionary(a => a.Key, a => a.Value),
        };
        var report = Reports.Of(alert, Some.Noon);
        Assert.Equal((64, 32), (report.Labels.Count, report.Annotations.Count));
        Assert.Equal("X", report.Labels["alertname"]);
        Assert.All(report.Annotations.Values, a => Assert.InRange(a.Length, 0, 4096));
        Assert.Equal(1000, report.Reason.Length);
        Assert.DoesNotContain("hunter2", report.Reason, StringComparison.Ordinal);
    }

    private static Alert Alert(string name, string labels) => new()
    {
        Fingerprint = "7655",
        IsResolved = false,
        StartsAt = Some.Noon,
        Labels = labels.Split(' ').Select(l => l.Split('=')).Append(["alertname", name]).ToDictionary(l => l[0], l => l[1]),
    };
}
