namespace Pipeline.Actions.Guarding;

/// <summary>What a guard says of a step.</summary>
public abstract record GuardVerdict
{
    private GuardVerdict() // closed: the records nested here are all there are
    {
    }

    /// <summary>Nothing speaks against it.</summary>
    public sealed record Allows : GuardVerdict;

    /// <summary>Not now; it may run later.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record Postpones(string Reason) : GuardVerdict;

    /// <summary>Not at all.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record Forbids(string Reason) : GuardVerdict;
}
