using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Jobs;

/// <summary>A Job, as its controller reads it.</summary>
public sealed class JobView(StoredObject stored) : ObjectView(stored)
{
    public const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";
    public const string TrackingFinalizer = "batch.kubernetes.io/job-tracking";
    private LabelSelector? _selector;

    public LabelSelector Selector => _selector ??= Spec.At("selector").Exists()
        ? LabelSelector.Of(Spec.At("selector"))
        : LabelSelector.OfMap(new Dictionary<string, string> { ["batch.kubernetes.io/controller-uid"] = Uid });

    public JsonElement Template => Spec.At("template");

    public int Parallelism => Spec.Whole("parallelism") ?? 1;

    /// <summary>Null: one success of any pod is success, once all others have ended.</summary>
    public int? Completions => Spec.Whole("completions") ?? (Spec.Whole("parallelism") is null ? 1 : null);

    public int BackoffLimit => Spec.Whole("backoffLimit") ?? 6;

    public long? ActiveDeadlineSeconds => Spec.Whole64("activeDeadlineSeconds");

    public int? TtlSecondsAfterFinished => Spec.Whole("ttlSecondsAfterFinished");

    public bool IsSuspended => Spec.Flag("suspend") ?? false;

    public bool IsIndexed => Spec.Text("completionMode") == "Indexed";

    /// <summary>Whether a pod is replaced only when it has failed, not when it begins to go.</summary>
    public bool ReplacesOnlyFailed => Spec.Text("podReplacementPolicy") == "Failed";

    public int Succeeded => Status.Whole("succeeded") ?? 0;

    public int Failed => Status.Whole("failed") ?? 0;

    public DateTimeOffset? StartTime => Status.Time("startTime");

    /// <summary>"Complete" or "Failed"; null while it is neither.</summary>
    public string? Outcome => IsTrue("Complete") ? "Complete" : IsTrue("Failed") ? "Failed" : null;

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? FinishedAt => Outcome is { } outcome ? Status.Condition(outcome).Time("lastTransitionTime") : null;

    public bool IsTrue(string condition) => Status.Condition(condition).Text("status") == "True";
}
