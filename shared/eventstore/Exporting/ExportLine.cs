using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Verifying;

namespace Pipeline.EventStore.Exporting;

/// <summary>One line of an export; exactly one property is set.</summary>
internal sealed record ExportLine
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The first line.</summary>
    public ExportHeader? Export { get; init; }

    public StreamRow? Stream { get; init; }

    public SignedCheckpoint? Checkpoint { get; init; }

    /// <summary>A line of the anchors file, as it is there.</summary>
    public string? Anchor { get; init; }

    /// <summary>After all other lines, in global order.</summary>
    public StoredEvent? Event { get; init; }
}
