using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Deployments;

/// <summary>A Deployment, as its controller reads it.</summary>
public sealed class DeploymentView : ObjectView
{
    private ReadOnlyMemory<byte>? _template;

    public DeploymentView(StoredObject stored)
        : base(stored)
    {
        Replicas = Spec.Whole("replicas") ?? 1;
        Selector = LabelSelector.Of(Spec.At("selector"));
        IsRolling = (Spec.At("strategy").Text("type") ?? "RollingUpdate") == "RollingUpdate";
        var rolling = Spec.At("strategy").At("rollingUpdate");
        var surge = (IntOrPercent.Of(rolling.At("maxSurge")) ?? IntOrPercent.Quarter).Of(Replicas, roundUp: true);
        var unavailable = (IntOrPercent.Of(rolling.At("maxUnavailable")) ?? IntOrPercent.Quarter).Of(Replicas, roundUp: false);
        if (surge == 0 && unavailable == 0)
            unavailable = 1; // else nothing could ever move
        MaxSurge = IsRolling ? surge : 0;
        MaxUnavailable = IsRolling && Replicas > 0 ? Math.Min(unavailable, Replicas) : 0;
    }

    public int Replicas { get; }

    public LabelSelector Selector { get; }

    public bool IsRolling { get; }

    /// <summary>Pods above <see cref="Replicas"/> during a rollout.</summary>
    public int MaxSurge { get; }

    /// <summary>Pods below <see cref="Replicas"/> that may be missing during a rollout.</summary>
    public int MaxUnavailable { get; }

    public int MinReadySeconds => Spec.Whole("minReadySeconds") ?? 0;

    public bool IsPaused => Spec.Flag("paused") ?? false;

    /// <summary>Null: progress is not judged.</summary>
    public int? ProgressDeadlineSeconds => Spec.Whole("progressDeadlineSeconds") is { } seconds and < int.MaxValue ? seconds : null;

    /// <summary>Null: all are kept.</summary>
    public int? RevisionHistoryLimit => Spec.Whole("revisionHistoryLimit") is { } limit and < int.MaxValue ? limit : null;

    public JsonElement Template => Spec.At("template");

    public ReadOnlyMemory<byte> TemplateWithoutHash => _template ??= CanonicalTemplate.Of(Template, "pod-template-hash");

    public int Collisions => Status.Whole("collisionCount") ?? 0;

    public string? Revision => Annotations.GetValueOrDefault(RevisionAnnotations.Revision);
}
