using System.Text.Json;

namespace Pipeline.EventStore.Receiving;

/// <summary>Something that came from outside, to be kept before it is confirmed.</summary>
/// <param name="DedupKey">The same key of the same cluster and kind is the same arrival: it is stored once.</param>
/// <param name="Payload">Masked already.</param>
public sealed record IntakeItem(string Cluster, string Kind, string DedupKey, JsonElement Payload);
