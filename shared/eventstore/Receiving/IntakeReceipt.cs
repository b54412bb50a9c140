namespace Pipeline.EventStore.Receiving;

/// <summary>An arrival is stored: now, or when it came before.</summary>
public sealed record IntakeReceipt(long Id, bool IsNew);
