namespace Pipeline.Analyzer.Reasoning;

/// <summary>A reason as Kubernetes writes it into a status, and as kube-state-metrics hands it on in the label "reason".</summary>
/// <param name="Reason">"OOMKilled".</param>
/// <param name="Cause">The cause that it names, kebab-case.</param>
/// <param name="Sentence">What it means; "{0}" stands for the entity.</param>
/// <param name="IsMechanism">Whether the reason itself is how the trouble comes about, and not one of several ways into the same state.</param>
/// <param name="FirstLook">Where a person should look first.</param>
public sealed record StatedReason(string Reason, string Cause, string Sentence, bool IsMechanism, string FirstLook)
{
    /// <summary>The label that carries the reason.</summary>
    public const string Label = "reason";

    /// <summary>The reasons that say more than that something is wrong.</summary>
    public static IReadOnlyList<StatedReason> Known { get; } =
    [
        new("OOMKilled", "memory-limit-reached", "containers of {0} are killed at their memory limit", false,
            "compare the working set with the limit over time: a limit too low looks flat, a leak rises"),
        new("ImagePullBackOff", "image-pull-failing", "the image of {0} cannot be pulled", false,
            "read the pull error in the pod's events: name, credentials or registry"),
        new("ErrImagePull", "image-pull-failing", "the image of {0} cannot be pulled", false,
            "read the pull error in the pod's events: name, credentials or registry"),
        new("InvalidImageName", "image-name-invalid", "the image reference of {0} is malformed", true,
            "correct the image reference, or roll back the change that brought it"),
        new("ErrImageNeverPull", "image-never-pull", "the image of {0} is not on the node, and its pull policy is Never", true,
            "load the image onto the node, or change the pull policy"),
        new("CreateContainerConfigError", "container-config-invalid", "a container of {0} cannot be configured", false,
            "see in the pod's events which ConfigMap, Secret or key is missing"),
        new("CrashLoopBackOff", "crash-loop", "a container of {0} exits soon after each start", false,
            "read the previous container's log and its exit code"),
        new("Evicted", "pod-evicted", "pods of {0} are evicted from their node", false,
            "see in the pod's status which resource the node ran out of"),
    ];
}
