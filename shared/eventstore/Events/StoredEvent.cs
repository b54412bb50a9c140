using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.EventStore.Events;

/// <summary>A row of mt_events as PostgreSQL returns it, nothing decoded: what audits look at.</summary>
/// <param name="Timestamp">Microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Headers">An object, or null.</param>
public sealed record StoredEvent(
    long Sequence, Guid StreamId, long Version, Guid Id, string Type, long Timestamp, string? UserName,
    string? CorrelationId, string? CausationId, JsonElement? Headers, JsonElement Data, bool IsArchived)
{
    /// <summary>mt_dotnet_type; read for audits only.</summary>
    public string? DotnetType { get; init; }

    /// <summary>tenant_id where it is not Marten's only one, "" where it is null; read for audits only.</summary>
    public string? OtherTenant { get; init; }

    /// <summary>Bytes in bdata, which this store leaves null; read for audits only.</summary>
    public int? BinaryBytes { get; init; }

    /// <summary>The header "hash"; null when absent or no string.</summary>
    [JsonIgnore]
    public string? Hash => Header(EventMetadata.HashHeader);

    /// <summary>The header "prev"; null when absent or no string.</summary>
    [JsonIgnore]
    public string? PreviousHash => Header(EventMetadata.PreviousHeader);

    private string? Header(string name) =>
        Headers is { ValueKind: JsonValueKind.Object } headers && headers.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
