using System.Text.Json;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>One version of an object, as controllers read it: what is asked for often is parsed once.</summary>
public class ObjectView
{
    private IReadOnlyDictionary<string, string>? _annotations;
    private IReadOnlyList<string>? _finalizers;

    public ObjectView(StoredObject stored)
    {
        Stored = stored;
        Metadata = stored.Root.At("metadata");
        Spec = stored.Root.At("spec");
        Status = stored.Root.At("status");
        Owners = [.. Metadata.Items("ownerReferences").Select(OwnerReference.Of)];
        Controller = Owners.FirstOrDefault(o => o.IsController);
        Created = Metadata.Time("creationTimestamp") ?? DateTimeOffset.UnixEpoch;
        Deleted = Metadata.Time("deletionTimestamp");
    }

    public StoredObject Stored { get; }

    public ResourceKind Kind => Stored.Kind;

    public ObjectKey Key => Stored.Key;

    public string Namespace => Stored.Key.Namespace;

    public string Name => Stored.Key.Name;

    public string Uid => Stored.Uid;

    public IReadOnlyDictionary<string, string> Labels => Stored.Labels;

    public JsonElement Metadata { get; }

    public JsonElement Spec { get; }

    public JsonElement Status { get; }

    public IReadOnlyList<OwnerReference> Owners { get; }

    /// <summary>The owner that manages it; null when none does.</summary>
    public OwnerReference? Controller { get; }

    public DateTimeOffset Created { get; }

    /// <summary>When it was marked as being deleted; null when it was not.</summary>
    public DateTimeOffset? Deleted { get; }

    public bool IsBeingDeleted => Deleted is not null;

    public long Generation => Metadata.Whole64("generation") ?? 0;

    public long ObservedGeneration => Status.Whole64("observedGeneration") ?? 0;

    public IReadOnlyDictionary<string, string> Annotations => _annotations ??= Metadata.Texts("annotations");

    public IReadOnlyList<string> Finalizers => _finalizers ??= Metadata.TextItems("finalizers");

    /// <summary>Whether another version has the same labels.</summary>
    public bool HasLabelsOf(ObjectView other)
    {
        if (Labels.Count != other.Labels.Count)
            return false;
        foreach (var (key, value) in Labels)
        {
            if (!other.Labels.TryGetValue(key, out var theirs) || theirs != value)
                return false;
        }
        return true;
    }

    public override string ToString() => Stored.ToString();
}
