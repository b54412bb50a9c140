using System.Text.RegularExpressions;

namespace Pipeline.EventStore.Events;

/// <summary>The name that Marten gives an event type when nobody says otherwise.</summary>
public static partial class MartenAlias
{
    /// <returns>Snake case of the class's own name: <c>OOMKilled</c> gives <c>oom_killed</c>, <c>Cpu95Exceeded</c>
    /// <c>cpu_95_exceeded</c>.</returns>
    /// <exception cref="EventTypeException">A generic type, whose alias would not be snake case.</exception>
    public static string Of(Type type)
    {
        if (type.IsGenericType)
            throw new EventTypeException($"{type} is generic: an event's type must not be, since Marten's alias for it is no snake case.");
        var words = LowerStarts().Replace(UpperRuns().Replace(type.Name, "$1 $2"), "$1 $2");
        return words.ToLowerInvariant().Replace(' ', '_');
    }

    [GeneratedRegex(@"(\P{Ll})(\P{Ll}\p{Ll})")]
    private static partial Regex UpperRuns();

    [GeneratedRegex(@"(\p{Ll})(\P{Ll})")]
    private static partial Regex LowerStarts();
}
