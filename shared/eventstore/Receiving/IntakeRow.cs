using System.Text.Json;

namespace Pipeline.EventStore.Receiving;

/// <summary>A stored arrival.</summary>
/// <param name="Id">Ascending, with holes.</param>
/// <param name="ReceivedAt">By the database's clock.</param>
public sealed record IntakeRow(long Id, string Cluster, string Kind, string DedupKey, JsonElement Payload, DateTimeOffset ReceivedAt);
