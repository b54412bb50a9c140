namespace Pipeline.EventStore.Verifying;

/// <summary>What mt_streams says of a stream.</summary>
/// <param name="Version">Its number of events.</param>
public sealed record StreamRow(Guid Id, string? Type, long Version);
