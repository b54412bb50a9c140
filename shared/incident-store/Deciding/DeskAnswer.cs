namespace Pipeline.IncidentStore.Deciding;

/// <summary>What a person is answered who said yes or no.</summary>
public abstract record DeskAnswer
{
    private DeskAnswer()
    {
    }

    /// <summary>It holds.</summary>
    /// <param name="Stored">The incident afterwards.</param>
    /// <param name="IsNews">False when the same person had said the same before.</param>
    public sealed record Taken(StoredIncident Stored, bool IsNews) : DeskAnswer;

    /// <summary>It does not hold; nothing was changed.</summary>
    /// <param name="Kind">What kind of denial.</param>
    /// <param name="Reason">The reason as a sentence, with the way out.</param>
    /// <param name="Stored">The incident as it is; null when there is none, or it was not looked at.</param>
    public sealed record Denied(DenialKind Kind, string Reason, StoredIncident? Stored) : DeskAnswer;
}
