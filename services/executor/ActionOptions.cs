using Pipeline.Executor.Notifying;

namespace Pipeline.Executor;

/// <summary>What single actions need.</summary>
public sealed class ActionOptions
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Actions";

    /// <summary>Of <c>notify_only</c>.</summary>
    public NotifyOptions Notify { get; init; } = new();
}
