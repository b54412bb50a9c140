namespace Pipeline.Collector.Events;

/// <summary>What the reasons of events are about, and which of them are worth keeping.</summary>
public static class EventGroups
{
    private static readonly Dictionary<string, string> Groups = new[]
    {
        ("pod-lifecycle", "FailedCreatePodSandBox FailedToRetrieveImagePullSecret BackOff Failed FailedDaemonPod FailedKillPod FailedPreStopHook FailedPostStartHook "
            + "ExceededGracePeriod Evicted Preempted FailedCreate FailedSync InspectFailed ErrImageNeverPull TaintManagerEviction BackoffLimitExceeded DeadlineExceeded"),
        ("node-health", "InvalidDiskCapacity NodeNotReady NodeHasDiskPressure NodeHasInsufficientMemory NodeHasInsufficientPID OOMKilling SystemOOM FailedDraining "
            + "FreeDiskSpaceFailed ImageGCFailed ContainerGCFailed EvictionThresholdMet NodeShutdown PreemptScheduled TerminateScheduled NodeStartupFailed Drain "
            + "ScaleUpFailed ScaleDownFailed Rebooted KernelOops TaskHung DockerHung ReadonlyFilesystem UnregisterNetDevice"),
        ("probe", "Unhealthy ProbeError ProbeWarning"),
        ("policy", "PolicyViolation"),
        ("scale", "FailedGetResourceMetric FailedComputeMetricsReplicas FailedGetContainerResourceMetric FailedGetExternalMetric FailedGetObjectMetric "
            + "FailedGetPodsMetric FailedGetScale FailedRescale KEDAScalerFailed ScaledObjectCheckFailed"),
        ("scheduling", "FailedScheduling FailedPlacement FailedNodeAffinity"),
        ("volume", "FailedMount FailedAttachVolume FailedMapVolume VolumeFailedDelete ProvisioningFailed VolumeResizeFailed FileSystemResizeFailed FailedBinding"),
    }.SelectMany(group => group.Item2.Split(' ').Select(reason => (reason, group.Item1))).ToDictionary(g => g.reason, g => g.Item2, StringComparer.Ordinal);

    private static readonly HashSet<string> Noise = new(StringComparer.Ordinal) { "NodeSysctlChange" };

    /// <summary>Of events that are no warnings: what somebody or something did to the cluster.</summary>
    private static readonly HashSet<string> Deeds = new(StringComparer.Ordinal)
    {
        "ScalingReplicaSet", "SuccessfulRescale", "Killing", "Preempting", "NodeNotReady", "NodeReady", "NodeNotSchedulable", "NodeSchedulable", "Rebooted",
        "RegisteredNode", "RemovingNode", "DeletingNode", "TaintManagerEviction", "DeploymentRollback", "TriggeredScaleUp", "ScaleDown", "NodeHasDiskPressure",
        "NodeHasInsufficientMemory", "NodeHasInsufficientPID", "LeaderElection",
    };

    /// <summary>The group of a reason; null for those of none.</summary>
    public static string? Of(string reason) => Groups.GetValueOrDefault(reason);

    /// <summary>Whether an analysis may want it.</summary>
    public static bool IsWorthKeeping(string reason, bool isWarning) => isWarning ? !Noise.Contains(reason) : Deeds.Contains(reason);
}
