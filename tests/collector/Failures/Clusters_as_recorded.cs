using Pipeline.Collector.Failures;

namespace Pipeline.Collector.Tests.Failures;

/// <summary>Whole clusters: the sick show, their healthy neighbours do not.</summary>
public sealed class Clusters_as_recorded
{
    [Theory]
    [MemberData(nameof(All))]
    public void Show_what_is_sick(string cluster, string[] failures)
    {
        var seen = FailureScans.Look(Snapshot.Load(cluster).View()).Where(o => o.Worth == ObservationWeight.Failure);
        Assert.Equal(failures, seen.Select(o => $"{o.Entity} {o.State.Name}").Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string[]> All => new()
    {
        { "two-healthy-pods", [] },
        { "healthy-with-old-warnings", [] },
        { "bad-release", ["checkout/Pod/worker-pg4xdsjdm-qj7cc CrashLoopBackOff"] },
        { "image-pull-denied", ["default/Deployment/customer-relations-webapp Unavailable", "default/Pod/customer-relations-webapp-5d98ffcfd-tz4nc ImagePullBackOff"] },
        {
            "storage-class-missing",
            ["app-24b/Deployment/redis Unavailable", "app-24b/PersistentVolumeClaim/redis-standard-pvc missing-storage-class", "app-24b/Pod/redis-747ffc844f-f9ghd Unschedulable"]
        },
        { "selector-matches-nothing", ["booking/Service/api NoEndpoints"] },
        {
            "quota-used-up",
            [
                "batch-eu/Deployment/api-server ProgressDeadlineExceeded", "batch-eu/Deployment/api-server ReplicaFailure",
                "batch-eu/Deployment/api-server Unavailable", "batch-eu/ResourceQuota/compute-quota QuotaExceeded",
            ]
        },
        { "node-unreachable", ["Node/worker-2 NotReady"] },
        { "node-selector-fits-no-node", ["app-13b/Pod/user-profile-import Unschedulable"] },
        { "autoscaler-at-its-maximum", ["edge/HorizontalPodAutoscaler/api-frontend MaxedOut"] },
        { "ingress-without-service", ["store/Ingress/storefront missing-backend"] },
        {
            "readiness-probe-fails",
            [
                "seek/Deployment/indexer ProgressDeadlineExceeded", "seek/Deployment/indexer Unavailable", "seek/Pod/indexer-rn44hv5gxf-4txhj NotReady",
                "seek/Pod/indexer-rn44hv5gxf-prhpg NotReady", "seek/Service/indexer EndpointsNotReady",
            ]
        },
    };
}
