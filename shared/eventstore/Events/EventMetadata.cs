using System.Collections.Immutable;

namespace Pipeline.EventStore.Events;

/// <summary>Who caused an event, and by what; stored in Marten's four metadata columns and covered by the hash.</summary>
public sealed record EventMetadata
{
    /// <summary>Header names the store writes itself: a caller may not.</summary>
    internal static readonly ImmutableArray<string> Reserved = [HashHeader, PreviousHeader];

    internal const string HashHeader = "hash";

    internal const string PreviousHeader = "prev";

    public static EventMetadata None { get; } = new();

    /// <summary>The authenticated person or service; null when nobody in particular.</summary>
    public string? UserName { get; init; }

    /// <summary>What belongs together, such as an incident's id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The id of the event, message or request that led to this one.</summary>
    public string? CausationId { get; init; }

    /// <summary>Anything else worth keeping, such as the actor's authentication, trace id, time of occurrence.</summary>
    /// <remarks>"hash" and "prev" belong to the store.</remarks>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public EventMetadata With(string header, string value) => this with { Headers = Headers.SetItem(header, value) };
}
