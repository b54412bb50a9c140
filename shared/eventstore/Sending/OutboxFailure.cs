namespace Pipeline.EventStore.Sending;

/// <summary>A message could not be published and waits for its next turn.</summary>
/// <param name="Attempts">So far, this one included.</param>
public sealed record OutboxFailure(OutboxMessage Message, int Attempts, Exception Error)
{
    private const int MaximumText = 2000;

    /// <summary>Until the next attempt: 1 s, 2 s, 4 s … 5 minutes.</summary>
    public TimeSpan Delay => TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(Attempts - 1, 20))));

    internal string Text => $"{Error.GetType().Name}: {Error.Message}" is { Length: > MaximumText } text
        ? text[..MaximumText]
        : $"{Error.GetType().Name}: {Error.Message}";
}
