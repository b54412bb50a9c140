namespace Pipeline.EventStore.Claiming;

/// <summary>A right that one holder has at a time, such as acting on one target; kept until it is released.</summary>
public sealed record Claim(string Kind, string Key, Guid Holder, DateTimeOffset TakenAt);
