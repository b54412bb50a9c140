using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Revisions;

/// <summary>A ControllerRevision: a template that a StatefulSet or DaemonSet had.</summary>
public sealed class RevisionView(StoredObject stored) : ObjectView(stored)
{
    private ReadOnlyMemory<byte>? _canonical;

    public long Number => Stored.Root.Whole64("revision") ?? 0;

    public JsonElement Template => Stored.Root.At("data", "spec").At("template");

    /// <summary>The template's hash, which is also the end of the name.</summary>
    public string Hash => Labels.GetValueOrDefault(RevisionHistory.HashLabel) ?? Labels.GetValueOrDefault(RevisionHistory.PodLabel) ?? "";

    public ReadOnlyMemory<byte> Canonical => _canonical ??= CanonicalTemplate.Of(Template);
}
