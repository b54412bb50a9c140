using System.Globalization;
using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.StatefulSets;

/// <summary>A StatefulSet, as its controller reads it.</summary>
public sealed class StatefulSetView(StoredObject stored) : ObjectView(stored)
{
    private LabelSelector? _selector;

    public int Replicas => Spec.Whole("replicas") ?? 1;

    /// <summary>Number of the first pod.</summary>
    public int First => Spec.At("ordinals").Whole("start") ?? 0;

    public LabelSelector Selector => _selector ??= LabelSelector.Of(Spec.At("selector"));

    public JsonElement Template => Spec.At("template");

    public bool IsParallel => Spec.Text("podManagementPolicy") == "Parallel";

    public bool IsRolling => (Spec.At("updateStrategy").Text("type") ?? "RollingUpdate") == "RollingUpdate";

    /// <summary>Pods below this number stay at the old revision; null when none is set.</summary>
    public int? Partition => Spec.At("updateStrategy", "rollingUpdate").Whole("partition");

    public int MinReadySeconds => Spec.Whole("minReadySeconds") ?? 0;

    public int HistoryLimit => Spec.Whole("revisionHistoryLimit") ?? 10;

    public string ServiceName => Spec.Text("serviceName") ?? "";

    public string CurrentRevision => Status.Text("currentRevision") ?? "";

    public int CurrentReplicas => Status.Whole("currentReplicas") ?? 0;

    public int Collisions => Status.Whole("collisionCount") ?? 0;

    public string PodName(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{Name}-{ordinal}");

    /// <summary>The number of a pod by its name; null when it is none of this set.</summary>
    public int? OrdinalOf(string pod) =>
        pod.Length > Name.Length + 1 && pod.StartsWith(Name, StringComparison.Ordinal) && pod[Name.Length] == '-'
        && int.TryParse(pod.AsSpan(Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;
}
