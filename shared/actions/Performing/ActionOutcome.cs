namespace Pipeline.Actions.Performing;

/// <summary>What came of an attempt.</summary>
public abstract record ActionOutcome
{
    private ActionOutcome() // closed: the records nested here are all there are
    {
    }

    /// <summary>It took effect.</summary>
    /// <param name="Effect">What was seen of it.</param>
    /// <param name="ArtefactHash">Hash of the artefact among the payloads, if there is one.</param>
    public sealed record Succeeded(string Effect, string? ArtefactHash = null) : ActionOutcome;

    /// <summary>It certainly had no effect.</summary>
    /// <param name="Reason">Why, masked.</param>
    /// <param name="Retryable">Whether another try can help.</param>
    /// <param name="RetryAfter">How long the other side asked to wait; null when it did not.</param>
    public sealed record Failed(string Reason, bool Retryable, TimeSpan? RetryAfter = null) : ActionOutcome;

    /// <summary>It may have taken effect.</summary>
    /// <param name="Reason">Why it cannot be told, masked.</param>
    public sealed record Unknown(string Reason) : ActionOutcome;
}
