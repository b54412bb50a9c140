namespace Pipeline.Analyzer.Reasoning;

/// <summary>A kind of failure that shows in symptoms of its own name.</summary>
/// <param name="Cause">The cause and the failure class of its symptoms, kebab-case.</param>
/// <param name="Prior">Weight of the first symptom by itself, 0 to 1: high for what is often a cause, low for what is mostly an effect.</param>
/// <param name="Sentence">What is wrong; "{0}" stands for the entity.</param>
/// <param name="WouldSettle">What would settle it and cannot be seen without a look into the cluster.</param>
/// <param name="FirstLook">Where a person should look first.</param>
public sealed record FailurePattern(string Cause, double Prior, string Sentence, IReadOnlyList<string> WouldSettle, string FirstLook)
{
    /// <summary>The cause that a rise of traffic has.</summary>
    public const string TrafficSurge = "traffic-surge";

    /// <summary>The cause of symptoms that are the want of data.</summary>
    public const string DataMissing = "data-missing";

    /// <summary>The patterns that come with the analyzer.</summary>
    public static IReadOnlyList<FailurePattern> BuiltIn { get; } =
    [
        new("cpu-saturation", 0.55, "{0} runs out of CPU",
            ["CPU use by container and process", "CPU throttling", "rollouts before the onset"],
            "see which pod and process uses the CPU, and what was rolled out shortly before"),
        new("memory-saturation", 0.55, "{0} runs out of memory",
            ["memory by container and process", "out-of-memory kills", "rollouts before the onset"],
            "see whether memory grows steadily (a leak) or jumped (load, a release), and whether containers were OOM-killed"),
        new("disk-saturation", 0.6, "a disk of {0} fills up",
            ["the largest folders and files", "the process that writes them"],
            "find what writes to the disk, and how long the rest lasts"),
        new("network-errors", 0.45, "the network of {0} loses or damages packets",
            ["errors of the other end of the connections", "network policies", "the node's links"],
            "compare with other pods of the same node, to tell the node from the workload"),
        new("restarts", 0.4, "containers of {0} restart again and again",
            ["exit codes and reasons of the last terminations", "logs of the previous containers", "failed probes"],
            "read the previous container's log and its exit code"),
        new("workload-unavailable", 0.3, "pods of {0} that should run do not",
            ["why the pods wait or fail (their events)", "rollouts before the onset", "room on the nodes, quotas, volumes"],
            "see what the pods that are not ready wait for: scheduling, image, volume, probe"),
        new("node-unhealthy", 0.55, "{0} is not ready, or under pressure",
            ["the node's conditions and events", "the kubelet's log", "whether its pods were evicted"],
            "read the node's conditions, then whether its kubelet and network still answer"),
        new("error-burst", 0.35, "requests to {0} fail",
            ["logs of the failing requests", "health of what it calls", "rollouts before the onset"],
            "read the errors in the log, then look at what it calls"),
        new("high-latency", 0.35, "{0} answers slowly",
            ["where the time goes (traces)", "latency of what it calls", "CPU throttling"],
            "see where the time goes: in the service itself, or in what it calls"),
        new(TrafficSurge, 0.4, "{0} gets far more traffic than before",
            ["who sends the traffic"],
            "see who sends the traffic, and whether it is wanted"),
        new("traffic-drop", 0.3, "{0} gets far less traffic than before",
            ["health of what is in front of it", "endpoints and ingress"],
            "see whether requests still reach it: ingress, service, endpoints"),
        new("mis-scheduled", 0.35, "{0} has pods on nodes where they should not run",
            ["labels and taints of the nodes, now and before"],
            "compare the workload's node selector, affinity and tolerations with what changed on the nodes"),
        new("job-failed", 0.4, "{0} fails",
            ["logs and exit codes of its pods", "what it calls"],
            "read the log of its last failed pod"),
        new("job-not-completed", 0.35, "{0} does not come to an end, or is never begun",
            ["what its pods do or wait for", "its schedule"],
            "see what its pods wait for, or whether its schedule can be read"),
        new("service-without-endpoints", 0.45, "{0} has no pod that could answer",
            ["its selector and the labels of the pods", "why the selected pods are not ready"],
            "compare its selector with the pods' labels, then see why those that match are not ready"),
        new("routing-broken", 0.5, "{0} leads to something that is not there",
            ["services, ports, classes and secrets that it names, and their changes"],
            "see which of the things that it names does not exist, and who removed or renamed it"),
        new("admission-webhook-broken", 0.55, "{0} cannot be asked, and what it guards cannot be written",
            ["pods and certificate behind the webhook's service"],
            "see whether the pods behind the webhook run, before its configuration is touched"),
        new("volume-unbound", 0.5, "{0} has no volume",
            ["its storage class and the provisioner's events", "free volumes that would fit"],
            "read the claim's events: class, provisioner, zone or size"),
        new("pod-capacity-reached", 0.4, "{0} holds about as many pods as it may",
            ["the pods of the node, and finished ones that are still counted"],
            "see which pods fill the node, and whether other nodes have room"),
        new("autoscaler-at-maximum", 0.4, "{0} wants more replicas than it may have",
            ["load per replica and its cause", "room on the nodes"],
            "see whether the load is wanted; then raise the maximum, if the nodes have room"),
        new("autoscaler-mismatch", 0.3, "{0} does not get the replicas that it asks for",
            ["why new replicas do not come up"],
            "see what the missing replicas wait for"),
        new("autoscaler-broken", 0.5, "{0} cannot decide or act",
            ["whether the metrics API answers", "requests of the target's containers"],
            "read its conditions: metrics that are missing, a target that does not exist"),
        new("disruption-budget-violated", 0.3, "{0} demands more healthy pods than there are, or lets none go",
            ["why its pods are not healthy", "who drains which node"],
            "see why its pods are not healthy; a budget that never lets one go blocks every drain"),
        new("quota-exhausted", 0.55, "{0} refuses new pods or objects",
            ["use of the quota by workload, and what grew"],
            "see what uses the quota, and which workloads wait for it"),
        new("certificate-expiring", 0.6, "the certificate {0} is about to expire, or has",
            ["its issuer and the last try to renew it", "who serves it"],
            "see why it was not renewed: the issuer's conditions, the challenge, the order"),
        new("deletion-stuck", 0.4, "{0} cannot be deleted to the end",
            ["the controller that should remove the finalizer", "APIs that do not answer"],
            "read its conditions and finalizers: an API or controller does not do its part"),
        new("platform-component-broken", 0.5, "{0} says itself that it does not work",
            ["its controller's log", "what it depends on"],
            "read the message of its condition, then the log of its controller"),
        new("metric-anomaly", 0.2, "a metric of {0} is unlike before",
            ["what the metric depends on"],
            "see whether the change is wanted"),
        new(DataMissing, 0.55, "{0} is not measured any more",
            ["whether the entity still exists", "the state of the scrape target"],
            "see whether the entity still runs, then whether its metrics are still scraped; until then it may be sick without a symptom"),
    ];
}
