using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Defaults;

/// <summary>Defaults of the kinds that make pods, scale them or protect them.</summary>
internal static class WorkloadDefaults
{
    public static void Apply(string kind, JsonObject json, JsonObject spec)
    {
        if (spec["template"]?["spec"] is JsonObject pod)
            PodDefaults.ApplyToSpec(pod);
        switch (kind)
        {
            case "Deployment":
                Deployment(spec);
                break;
            case "ReplicaSet":
                spec.Default("replicas", 1);
                break;
            case "ReplicationController":
                ReplicationController(json, spec);
                break;
            case "StatefulSet":
                StatefulSet(spec);
                break;
            case "DaemonSet":
                json["metadata"]!.AsObject().Ensure("annotations").Default("deprecated.daemonset.template.generation", "1");
                spec.Default("revisionHistoryLimit", 10);
                var strategy = spec.Ensure("updateStrategy");
                strategy.Default("type", "RollingUpdate");
                if (strategy.Text("type") == "RollingUpdate")
                    Rolling(strategy, 1, 0);
                break;
            case "Job":
                Job(spec);
                break;
            case "CronJob":
                CronJob(spec);
                break;
            case "HorizontalPodAutoscaler":
                spec.Default("minReplicas", 1);
                if (json.Text("apiVersion") == "autoscaling/v2" && spec["metrics"] is not JsonArray { Count: > 0 })
                    spec["metrics"] = DefaultMetrics();
                if (json.Text("apiVersion") == "autoscaling/v2" && spec["behavior"] is JsonObject behavior)
                    Behavior(behavior);
                break;
        }
    }

    /// <summary>What a controller aims at when nothing is said: 80 % of the requested CPU.</summary>
    public static JsonArray DefaultMetrics() =>
    [
        new JsonObject
        {
            ["type"] = "Resource",
            ["resource"] = new JsonObject
            {
                ["name"] = "cpu",
                ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 },
            },
        },
    ];

    private static void Deployment(JsonObject spec)
    {
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            Rolling(strategy, "25%", "25%");
    }

    private static void ReplicationController(JsonObject json, JsonObject spec)
    {
        spec.Default("replicas", 1);
        if (spec["template"]?["metadata"]?["labels"] is JsonObject { Count: > 0 } labels)
        {
            spec.Default("selector", labels.DeepClone());
            json["metadata"]!.AsObject().Default("labels", labels.DeepClone());
        }
    }

    private static void StatefulSet(JsonObject spec)
    {
        spec.Default("podManagementPolicy", "OrderedReady");
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            strategy.Ensure("rollingUpdate").Default("partition", 0);
        var retention = spec.Ensure("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        foreach (var claim in spec.Objects("volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Ensure("spec").Default("volumeMode", "Filesystem");
            claim.Ensure("status").Default("phase", "Pending");
        }
    }

    private static void Job(JsonObject spec)
    {
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1;
            spec["parallelism"] = 1;
        }
        spec.Default("parallelism", 1);
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("manualSelector", false);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
    }

    private static void CronJob(JsonObject spec)
    {
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3);
        spec.Default("failedJobsHistoryLimit", 1);
        if (spec["jobTemplate"]?["spec"]?["template"]?["spec"] is JsonObject pod)
            PodDefaults.ApplyToSpec(pod);
    }

    private static void Rolling(JsonObject strategy, JsonNode unavailable, JsonNode surge)
    {
        var rolling = strategy.Ensure("rollingUpdate");
        rolling.Default("maxUnavailable", unavailable);
        rolling.Default("maxSurge", surge);
    }

    private static void Behavior(JsonObject behavior)
    {
        static JsonObject Policy(string type, int value, int seconds) => new() { ["type"] = type, ["value"] = value, ["periodSeconds"] = seconds };
        var up = behavior.Ensure("scaleUp");
        up.Default("stabilizationWindowSeconds", 0);
        up.Default("selectPolicy", "Max");
        up.Default("policies", new JsonArray(Policy("Pods", 4, 15), Policy("Percent", 100, 15)));
        var down = behavior.Ensure("scaleDown");
        down.Default("selectPolicy", "Max");
        down.Default("policies", new JsonArray(Policy("Percent", 100, 15)));
    }
}
