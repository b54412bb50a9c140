using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>A pod, as controllers read it.</summary>
public sealed class PodView : ObjectView
{
    private PodRequests? _requests;
    private int? _restarts;

    public PodView(StoredObject stored)
        : base(stored)
    {
        Phase = Status.Text("phase") ?? "";
        NodeName = Spec.Text("nodeName") ?? "";
        var ready = Status.Condition("Ready");
        IsReady = ready.Text("status") == "True";
        ReadySince = IsReady ? ready.Time("lastTransitionTime") ?? Created : null;
    }

    public string Phase { get; }

    /// <summary>Empty while it is not scheduled.</summary>
    public string NodeName { get; }

    public bool IsReady { get; }

    public DateTimeOffset? ReadySince { get; }

    public bool IsSucceeded => Phase == "Succeeded";

    public bool IsFailed => Phase == "Failed";

    public bool IsFinished => IsSucceeded || IsFailed;

    /// <summary>Neither finished nor being deleted: what counts as a replica.</summary>
    public bool IsActive => !IsFinished && !IsBeingDeleted;

    /// <summary>What it asks of a node.</summary>
    public PodRequests Requests => _requests ??= PodRequests.Of(Spec);

    public int Priority => Spec.Whole("priority") ?? 0;

    /// <summary>Restarts of all its containers.</summary>
    public int Restarts => _restarts ??= Status.Items("containerStatuses").Sum(c => c.Whole("restartCount") ?? 0);

    /// <summary>Whether it has been ready for a while.</summary>
    public bool IsAvailable(int minReadySeconds, DateTimeOffset now) =>
        ReadySince is { } since && (minReadySeconds == 0 || since.AddSeconds(minReadySeconds) <= now);
}
