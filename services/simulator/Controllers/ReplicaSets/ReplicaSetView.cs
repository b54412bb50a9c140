using System.Globalization;
using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.ReplicaSets;

/// <summary>A ReplicaSet or its elder, a ReplicationController, as controllers read them.</summary>
public sealed class ReplicaSetView(StoredObject stored) : ObjectView(stored)
{
    private LabelSelector? _selector;
    private ReadOnlyMemory<byte>? _template;

    /// <summary>Wanted pods.</summary>
    public int Replicas => Spec.Whole("replicas") ?? 1;

    public int MinReadySeconds => Spec.Whole("minReadySeconds") ?? 0;

    public int StatusReplicas => Status.Whole("replicas") ?? 0;

    public int ReadyReplicas => Status.Whole("readyReplicas") ?? 0;

    public int AvailableReplicas => Status.Whole("availableReplicas") ?? 0;

    public LabelSelector Selector => _selector ??= Kind == Kinds.ReplicationController
        ? LabelSelector.OfMap(Spec.Texts("selector"))
        : LabelSelector.Of(Spec.At("selector"));

    public JsonElement Template => Spec.At("template");

    /// <summary>The template in canonical form without the label of its hash.</summary>
    public ReadOnlyMemory<byte> TemplateWithoutHash => _template ??= CanonicalTemplate.Of(Template, "pod-template-hash");

    /// <summary>Number of the rollout it was last made current by; 0 when it has none.</summary>
    public long Revision => long.TryParse(
        Annotations.GetValueOrDefault("deployment.kubernetes.io/revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
}
