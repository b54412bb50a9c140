namespace Pipeline.EventStore.Claiming;

/// <summary>Somebody else holds the claim. Nothing was stored.</summary>
public sealed class ClaimTakenException(string kind, string key, Guid holder, Exception cause)
    : Exception($"The claim {kind} '{key}' is held by {holder}.", cause)
{
    public string Kind { get; } = kind;

    public string Key { get; } = key;

    public Guid Holder { get; } = holder;
}
