using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.DaemonSets;

/// <summary>A DaemonSet, as its controller reads it.</summary>
public sealed class DaemonSetView(StoredObject stored) : ObjectView(stored)
{
    private LabelSelector? _selector;
    private NodeFit? _fit;

    public LabelSelector Selector => _selector ??= LabelSelector.Of(Spec.At("selector"));

    public JsonElement Template => Spec.At("template");

    /// <summary>What its template asks of nodes.</summary>
    public NodeFit Fit => _fit ??= new NodeFit(Template.At("spec"));

    public bool IsRolling => (Spec.At("updateStrategy").Text("type") ?? "RollingUpdate") == "RollingUpdate";

    public IntOrPercent MaxUnavailable => IntOrPercent.Of(Spec.At("updateStrategy", "rollingUpdate").At("maxUnavailable")) ?? new IntOrPercent(1, false);

    public IntOrPercent MaxSurge => IntOrPercent.Of(Spec.At("updateStrategy", "rollingUpdate").At("maxSurge")) ?? new IntOrPercent(0, false);

    public int MinReadySeconds => Spec.Whole("minReadySeconds") ?? 0;

    public int HistoryLimit => Spec.Whole("revisionHistoryLimit") ?? 10;

    public int Collisions => Status.Whole("collisionCount") ?? 0;
}
