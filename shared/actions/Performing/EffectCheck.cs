namespace Pipeline.Actions.Performing;

/// <summary>What is found when an attempt's outcome is looked into.</summary>
public abstract record EffectCheck
{
    private EffectCheck() // closed: the records nested here are all there are
    {
    }

    /// <summary>The effect is there.</summary>
    /// <param name="Effect">What was seen of it.</param>
    /// <param name="ArtefactHash">Hash of the artefact among the payloads, if there is one.</param>
    public sealed record TookEffect(string Effect, string? ArtefactHash = null) : EffectCheck;

    /// <summary>The effect is not there and can no longer come.</summary>
    /// <param name="Reason">What shows it.</param>
    public sealed record NoEffect(string Reason) : EffectCheck;

    /// <summary>Looking does not show it.</summary>
    /// <param name="Reason">Why not.</param>
    public sealed record CannotTell(string Reason) : EffectCheck;
}
