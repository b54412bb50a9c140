namespace Pipeline.EventStore.Verifying;

/// <summary>What mt_streams says of a stream.</summary>
/// <param name="Version">Its number of events.</param>
/// <param name="IsArchived">Readers take an archived stream for an empty one; this store never archives.</param>
/// <param name="OtherTenant">tenant_id where it is not Marten's only one, "" where it is null.</param>
public sealed record StreamRow(Guid Id, string? Type, long Version, bool IsArchived = false, string? OtherTenant = null);
