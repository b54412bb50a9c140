using Pipeline.Contracts;
using Pipeline.Detection.Profiles;
using static Pipeline.Collector.Failures.ObservationWeight;

namespace Pipeline.Collector.Failures;

/// <summary>All states that the scans tell, with their failure class, urgency and patience.</summary>
/// <remarks>
/// The failure class is the one that metrics and alerts give to the same trouble, so that all meet in one incident. Settle times: at once
/// for what Kubernetes itself has tried more than once, kubernetes-mixin's or shorter for what may pass.
/// </remarks>
public static class FailureStates
{
    /// <summary>Failure class of what is only untidy; no incident ever has it.</summary>
    public const string Tidiness = "configuration-hygiene";

    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FifteenMinutes = TimeSpan.FromMinutes(15);

    // Pods and their containers
    public static readonly FailureState CrashLoopBackOff = Starting("CrashLoopBackOff") with { Hold = TwoMinutes };
    public static readonly FailureState Restarting = Starting("Restarting") with { Hold = TwoMinutes };
    public static readonly FailureState ImagePullBackOff = Starting("ImagePullBackOff");
    public static readonly FailureState ImageInspectError = Starting("ImageInspectError");
    public static readonly FailureState ErrImageNeverPull = Starting("ErrImageNeverPull");
    public static readonly FailureState InvalidImageName = Starting("InvalidImageName");
    public static readonly FailureState RegistryUnavailable = Starting("RegistryUnavailable");
    public static readonly FailureState SignatureValidationFailed = Starting("SignatureValidationFailed");
    public static readonly FailureState CreateContainerConfigError = Starting("CreateContainerConfigError") with { Settle = TimeSpan.FromSeconds(10) };
    public static readonly FailureState CreateContainerError = Starting("CreateContainerError");
    public static readonly FailureState RunContainerError = Starting("RunContainerError");
    public static readonly FailureState ContainerCannotRun = Starting("ContainerCannotRun");
    public static readonly FailureState PreCreateHookError = Starting("PreCreateHookError");
    public static readonly FailureState PreStartHookError = Starting("PreStartHookError");
    public static readonly FailureState PostStartHookError = Starting("PostStartHookError");
    public static readonly FailureState ContainerError = Starting("Error") with { Settle = HalfMinute };

    public static readonly FailureState OomKilled = new()
    {
        Name = "OOMKilled",
        FailureClass = FailureClass.MemorySaturation,
        Severity = Severity.Critical,
        Hold = TwoMinutes,
    };

    public static readonly FailureState Evicted = Unavailable("Evicted", TimeSpan.Zero);
    public static readonly FailureState PodFailed = Unavailable("Failed", TimeSpan.Zero);
    public static readonly FailureState PodUnknown = Unavailable("Unknown", OneMinute);
    public static readonly FailureState Unschedulable = Unavailable("Unschedulable", OneMinute);
    public static readonly FailureState SchedulingGated = Unavailable("SchedulingGated", FiveMinutes) with { Weight = Note };
    public static readonly FailureState StuckPending = Unavailable("stuck-pending", FiveMinutes);
    public static readonly FailureState StuckStarting = Unavailable("stuck-starting", FiveMinutes);
    public static readonly FailureState FailedMount = Unavailable("FailedMount", HalfMinute);
    public static readonly FailureState FailedCreatePodSandBox = Unavailable("FailedCreatePodSandBox", HalfMinute);
    public static readonly FailureState PodNotReady = Unavailable("NotReady", TwoMinutes);
    public static readonly FailureState StuckTerminating = Deletion("stuck-terminating", FiveMinutes) with { Weight = Note };

    // Workloads
    public static readonly FailureState ProgressDeadlineExceeded = Unavailable("ProgressDeadlineExceeded", TimeSpan.Zero);
    public static readonly FailureState ReplicaFailure = Unavailable("ReplicaFailure", HalfMinute);
    public static readonly FailureState WorkloadUnavailable = Unavailable("Unavailable", TwoMinutes) with { Severity = Severity.Critical };
    public static readonly FailureState Degraded = Unavailable("Degraded", FiveMinutes);
    public static readonly FailureState GenerationMismatch = Unavailable("generation-mismatch", FiveMinutes);
    public static readonly FailureState UpdateNotRolledOut = Unavailable("update-not-rolled-out", FifteenMinutes);
    public static readonly FailureState NotScheduled = Unavailable("not-scheduled", TenMinutes);
    public static readonly FailureState FailedCreate = Unavailable("FailedCreate", HalfMinute);
    public static readonly FailureState MissingGoverningService = Unavailable("missing-service", TwoMinutes);
    public static readonly FailureState Paused = Unavailable("paused", TimeSpan.Zero) with { Weight = Note };
    public static readonly FailureState Misscheduled = new() { Name = "Misscheduled", FailureClass = FailureClass.MisScheduled, Settle = FifteenMinutes };

    public static readonly FailureState JobFailed = new() { Name = "JobFailed", FailureClass = FailureClass.JobFailed };
    public static readonly FailureState JobRetrying = new() { Name = "job-retrying", FailureClass = FailureClass.JobFailed, Settle = TwoMinutes };
    public static readonly FailureState JobSuspended = new() { Name = "Suspended", FailureClass = FailureClass.JobNotCompleted, Weight = Note };

    public static readonly FailureState JobNotCompleted = new()
    {
        Name = "job-not-completed",
        FailureClass = FailureClass.JobNotCompleted,
        Settle = TimeSpan.FromHours(12),
    };

    public static readonly FailureState InvalidSchedule = new() { Name = "invalid-schedule", FailureClass = FailureClass.JobNotCompleted };

    // Traffic
    public static readonly FailureState NoEndpoints = new()
    {
        Name = "NoEndpoints",
        FailureClass = FailureClass.ServiceWithoutEndpoints,
        Settle = OneMinute,
    };

    public static readonly FailureState EndpointsNotReady = NoEndpoints with { Name = "EndpointsNotReady", Settle = TwoMinutes };
    public static readonly FailureState MissingTargetPort = NoEndpoints with { Name = "missing-target-port" };
    public static readonly FailureState MissingBackend = Routing("missing-backend");
    public static readonly FailureState MissingBackendPort = Routing("missing-backend-port");
    public static readonly FailureState MissingIngressClass = Routing("missing-ingress-class");
    public static readonly FailureState MissingTlsSecret = Routing("missing-tls-secret");
    public static readonly FailureState MissingGateway = Routing("missing-gateway");
    public static readonly FailureState RouteNotAllowed = Routing("route-not-allowed");
    public static readonly FailureState WebhookServiceMissing = Webhook("missing-service");
    public static readonly FailureState WebhookWithoutPods = Webhook("service-without-pods");

    // Volumes
    public static readonly FailureState ClaimPending = Volume("Pending", TwoMinutes);
    public static readonly FailureState ProvisioningFailed = Volume("ProvisioningFailed", HalfMinute);
    public static readonly FailureState MissingStorageClass = Volume("missing-storage-class", HalfMinute);
    public static readonly FailureState ClaimLost = Volume("Lost", TimeSpan.Zero) with { Severity = Severity.Critical };
    public static readonly FailureState VolumeFailed = Volume("Failed", TimeSpan.Zero);
    public static readonly FailureState VolumeReleased = Volume("Released", TimeSpan.Zero) with { Weight = Hygiene };

    // Nodes
    public static readonly FailureState NodeNotReady = Node("NotReady", OneMinute) with { Severity = Severity.Critical };
    public static readonly FailureState MemoryPressure = Node("MemoryPressure", OneMinute);
    public static readonly FailureState DiskPressure = Node("DiskPressure", OneMinute);
    public static readonly FailureState PidPressure = Node("PIDPressure", OneMinute);
    public static readonly FailureState NetworkUnavailable = Node("NetworkUnavailable", OneMinute) with { Severity = Severity.Critical };
    public static readonly FailureState NodeProblem = Node("node-problem", OneMinute);
    public static readonly FailureState ReadinessFlapping = Node("readiness-flapping", TimeSpan.Zero) with { Hold = FiveMinutes };
    public static readonly FailureState SchedulingDisabled = Node("SchedulingDisabled", TimeSpan.Zero) with { Weight = Note, Severity = Severity.Info };

    public static readonly FailureState PodCapacityReached = new()
    {
        Name = "pod-capacity-reached",
        FailureClass = FailureClass.PodCapacityReached,
        Settle = FifteenMinutes,
    };

    public static readonly FailureState CpuOvercommit = new()
    {
        Name = "cpu-overcommit",
        FailureClass = "cpu-overcommit",
        Severity = Severity.Info,
        Settle = TenMinutes,
        Weight = Note,
    };

    public static readonly FailureState MemoryOvercommit = CpuOvercommit with { Name = "memory-overcommit", FailureClass = "memory-overcommit" };

    // Autoscaling, budgets, quotas, namespaces
    public static readonly FailureState AutoscalerMaxedOut = new()
    {
        Name = "MaxedOut",
        FailureClass = FailureClass.AutoscalerAtMaximum,
        Settle = FiveMinutes,
    };

    public static readonly FailureState AutoscalerMismatch = new()
    {
        Name = "replicas-mismatch",
        FailureClass = FailureClass.AutoscalerMismatch,
        Settle = FifteenMinutes,
    };

    public static readonly FailureState ScalingInactive = Autoscaler("ScalingInactive", TwoMinutes);
    public static readonly FailureState UnableToScale = Autoscaler("UnableToScale", TwoMinutes);
    public static readonly FailureState MissingScaleTarget = Autoscaler("missing-target", OneMinute);
    public static readonly FailureState ScalingDisabled = Autoscaler("ScalingDisabled", TimeSpan.Zero) with { Weight = Note };
    public static readonly FailureState BudgetViolated = Budget("InsufficientPods", FiveMinutes);
    public static readonly FailureState DisruptionDeadlock = Budget("disruption-deadlock", FiveMinutes);

    public static readonly FailureState QuotaExceeded = new() { Name = "QuotaExceeded", FailureClass = FailureClass.QuotaExhausted };
    public static readonly FailureState QuotaFull = new() { Name = "quota-full", FailureClass = FailureClass.QuotaExhausted, Severity = Severity.Info, Weight = Note };

    public static readonly FailureState NamespaceStuck = Deletion("stuck-terminating", TenMinutes);

    public static readonly FailureState ApiUnavailable = new()
    {
        Name = "api-unavailable",
        FailureClass = FailureClass.PlatformComponentBroken,
        Settle = TwoMinutes,
        Severity = Severity.Critical,
    };

    // What is told of a custom resource: its own condition or phase
    public static readonly FailureState ConditionFalse = new() { Name = "condition-false", FailureClass = FailureClass.PlatformComponentBroken, Settle = FiveMinutes };

    // The eyes themselves
    public static readonly FailureState NotSeen = new() { Name = "not-seen", FailureClass = FailureClass.DataMissing, Settle = TwoMinutes };
    public static readonly FailureState PartNotSeen = NotSeen with { Name = "not-seen-in-part", Severity = Severity.Info, Weight = Note };

    // Nothing fails by these
    public static readonly FailureState MissingReference = Untidy("missing-reference") with { Weight = Note };
    public static readonly FailureState MissingPullSecret = Untidy("missing-image-pull-secret");
    public static readonly FailureState UndeclaredTargetPort = Untidy("undeclared-target-port");
    public static readonly FailureState UnusedConfigMap = Untidy("unused");
    public static readonly FailureState EmptyConfigMap = Untidy("empty");
    public static readonly FailureState LargeConfigMap = Untidy("large");
    public static readonly FailureState SelectsNoPod = Untidy("selects-no-pod");
    public static readonly FailureState AllowsEverything = Untidy("allows-everything");
    public static readonly FailureState BlocksDisruptions = Untidy("blocks-disruptions");
    public static readonly FailureState MissingRequests = Untidy("missing-requests");
    public static readonly FailureState NoIngressClass = Untidy("no-ingress-class");
    public static readonly FailureState SmallVolume = Untidy("small-volume");
    public static readonly FailureState ManualProvisioner = Untidy("manual-provisioner");
    public static readonly FailureState SeveralDefaultClasses = Untidy("several-default-classes");
    public static readonly FailureState DefaultServiceAccount = Untidy("default-service-account");
    public static readonly FailureState WildcardRole = Untidy("wildcard-role");
    public static readonly FailureState PrivilegedContainer = Untidy("privileged-container");
    public static readonly FailureState NoSecurityContext = Untidy("no-security-context");

    /// <summary>All of them; of equal names the kind tells them apart.</summary>
    public static IReadOnlyList<FailureState> All { get; } =
        [.. typeof(FailureStates).GetFields().Where(f => f.FieldType == typeof(FailureState)).Select(f => (FailureState)f.GetValue(null)!)];

    private static FailureState Starting(string name) => new() { Name = name, FailureClass = FailureClass.Restarts };

    private static FailureState Unavailable(string name, TimeSpan settle) =>
        new() { Name = name, FailureClass = FailureClass.WorkloadUnavailable, Settle = settle };

    private static FailureState Deletion(string name, TimeSpan settle) =>
        new() { Name = name, FailureClass = FailureClass.DeletionStuck, Settle = settle };

    private static FailureState Routing(string name) => new() { Name = name, FailureClass = FailureClass.RoutingBroken, Settle = OneMinute };

    private static FailureState Webhook(string name) =>
        new() { Name = name, FailureClass = FailureClass.AdmissionWebhookBroken, Settle = OneMinute, Severity = Severity.Critical };

    private static FailureState Volume(string name, TimeSpan settle) => new() { Name = name, FailureClass = FailureClass.VolumeUnbound, Settle = settle };

    private static FailureState Node(string name, TimeSpan settle) => new() { Name = name, FailureClass = FailureClass.NodeUnhealthy, Settle = settle };

    private static FailureState Autoscaler(string name, TimeSpan settle) => new() { Name = name, FailureClass = FailureClass.AutoscalerBroken, Settle = settle };

    private static FailureState Budget(string name, TimeSpan settle) =>
        new() { Name = name, FailureClass = FailureClass.DisruptionBudgetViolated, Settle = settle };

    private static FailureState Untidy(string name) =>
        new() { Name = name, FailureClass = Tidiness, Severity = Severity.Info, Weight = Hygiene };
}
