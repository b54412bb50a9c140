using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Failures;

/// <summary>Words that the scans share.</summary>
internal static class Seeing
{
    /// <summary>An observation of an object; its owner by owner references.</summary>
    public static Observation Seen(this ClusterView view, FailureState state, string kind, ObjectMeta metadata, string message)
    {
        var entity = view.Entity(kind, metadata);
        var owner = view.Owners.Of(kind, metadata);
        return new Observation { Entity = entity, State = state, Message = message, Owner = owner == entity && kind != "Pod" ? null : owner }; // of a pod without one its name must not tell another
    }

    /// <summary>"reason: message", or the one of them that there is.</summary>
    public static string Words(string? reason, string? message) => (string.IsNullOrEmpty(reason), string.IsNullOrEmpty(message)) switch
    {
        (false, false) => $"{reason}: {message}",
        (false, true) => reason!,
        (true, false) => message!,
        _ => "no reason is given",
    };

    /// <summary>A condition in its own words.</summary>
    public static string Words(Condition condition) => $"condition {condition.Type} is {condition.Status}: {Words(condition.Reason, condition.Message)}";

    /// <summary>Details without the empty ones.</summary>
    public static Dictionary<string, string> Facts(params ReadOnlySpan<(string Key, string? Value)> facts)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in facts)
        {
            if (!string.IsNullOrEmpty(value))
                all[key] = value;
        }
        return all;
    }
}
