using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Running;

/// <summary>Makes the world as an object says, one object at a time.</summary>
public abstract class Controller
{
    /// <summary>How long a controller waits for more of what changes many objects at once: a turn then sees them all.</summary>
    protected static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(20);

    private readonly string _component;

    /// <param name="account">Service account in kube-system in whose name it writes.</param>
    /// <param name="component">Source of its events; null: the account.</param>
    protected Controller(ControllerContext context, string account, string? component = null)
    {
        Context = context;
        _component = component ?? account;
        Own = new WriteOptions($"system:serviceaccount:kube-system:{account}", "kube-controller-manager");
        OwnStatus = Own with { Subresource = "status" };
        Queue = new WorkList(context.Loop, Sync);
    }

    protected ControllerContext Context { get; }

    protected ICluster Cluster => Context.Cluster;

    protected Informers Informers => Context.Informers;

    protected WorkList Queue { get; }

    protected WriteOptions Own { get; }

    protected WriteOptions OwnStatus { get; }

    protected DateTimeOffset Now => Context.Loop.GetUtcNow();

    protected string NowText => Timestamps.Seconds(Now);

    /// <summary>Begins to listen. Before anything runs on the loop.</summary>
    public abstract void Start();

    /// <summary>Looks at one object. A refusal of the API that is thrown gives it another turn later.</summary>
    protected abstract void Sync(ObjectKey key);

    protected void Normal(ObjectView about, string reason, string message) =>
        Context.Events.Record(about.Stored, "Normal", reason, message, _component);

    protected void Warn(ObjectView about, string reason, string message) =>
        Context.Events.Record(about.Stored, "Warning", reason, message, _component);

    /// <summary>Writes a whole status, when it says something else than the present one.</summary>
    protected void WriteStatus(ObjectView view, JsonObject status)
    {
        if (!Same(view.Status, status))
            Cluster.Modify(view.Kind, view.Namespace, view.Name, json => json["status"] = status.DeepClone(), OwnStatus);
    }

    protected void Delete(ObjectView view, string? propagation = null) =>
        Cluster.Delete(view.Kind, view.Namespace, view.Name, new DeleteOptions(Own.User, PropagationPolicy: propagation, Uid: view.Uid));

    /// <summary>Deletes an object that may be gone already.</summary>
    protected void DeleteIfThere(ObjectView view, string? propagation = null)
    {
        try
        {
            Delete(view, propagation);
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // somebody was first
        }
    }

    /// <summary>The kind's objects whose controller a changed object has or had.</summary>
    protected void AddControllerOf(ObjectView? before, ObjectView? after, ResourceKind kind, TimeSpan delay = default)
    {
        AddOwner(before, kind, delay);
        if (after?.Controller?.Uid != before?.Controller?.Uid || before is null)
            AddOwner(after, kind, delay);
    }

    private void AddOwner(ObjectView? view, ResourceKind kind, TimeSpan delay)
    {
        if (view?.Controller is { } controller && controller.Kind == kind.Kind && controller.ApiVersion == kind.ApiVersion)
            Queue.AddAfter(new ObjectKey(view.Namespace, controller.Name), delay);
    }

    private static bool Same(JsonElement status, JsonObject wanted) =>
        JsonNode.DeepEquals(status.ValueKind == JsonValueKind.Object ? JsonObject.Create(status) : null, wanted);
}
