using System.Text.Json;

namespace Pipeline.EventStore.Liveness;

/// <summary>An instance of a service was alive.</summary>
/// <param name="At">By the database's clock.</param>
/// <param name="Age">Since then, by the same clock, so that no two clocks are compared.</param>
public sealed record Heartbeat(
    string Cluster, string Service, string Instance, DateTimeOffset At, TimeSpan Age, JsonElement Detail);
