using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Autoscaling;

/// <summary>A HorizontalPodAutoscaler (v2), as its controller reads it.</summary>
public sealed class AutoscalerView(StoredObject stored) : ObjectView(stored)
{
    public string TargetKind => Spec.At("scaleTargetRef").Text("kind") ?? "";

    public string TargetName => Spec.At("scaleTargetRef").Text("name") ?? "";

    public int Min => Spec.Whole("minReplicas") ?? 1;

    public int Max => Spec.Whole("maxReplicas") ?? 1;
}
