namespace Pipeline.Analyzer.Reasoning;

/// <summary>How much each kind of clue counts, 0 to 1. Fixed and the same for all incidents, so that a confidence can be recomputed by hand.</summary>
/// <remarks>
/// A confidence is <c>(1 − Π(1 − wᵢ)) · Π(1 − wⱼ)</c> over the clues for (i) and against (j): the noisy-or of what speaks
/// for it, weakened by what speaks against. The values are judgement, not measurement; what matters is their order: a
/// symptom by itself is never enough to name a cause that it may as well be an effect of.
/// </remarks>
public static class Weights
{
    /// <summary>No confidence is above: without a look at the mechanism nothing is certain.</summary>
    public const double Highest = 0.95;

    /// <summary>No confidence is below: what was ruled out stands in the record as ruled out, not as impossible.</summary>
    public const double Lowest = 0.01;

    /// <summary>From here on a hypothesis may be called likely.</summary>
    public const double Likely = 0.5;

    /// <summary>A leading hypothesis must be this far ahead of another cause.</summary>
    public const double Lead = 0.05;

    /// <summary>A fixed limit was crossed: full is full, whatever was normal before.</summary>
    public const double LimitCrossed = 0.15;

    /// <summary>The value at least doubled or halved, or its robust z-score is 8 or more.</summary>
    public const double LargeChange = 0.1;

    /// <summary>It lasted ten minutes or more: no blip.</summary>
    public const double Lasting = 0.1;

    /// <summary>A further entity or series shows the same.</summary>
    public const double OneMore = 0.1;

    /// <summary>An alert, judged by other rules, says the same.</summary>
    public const double AlertAgrees = 0.2;

    /// <summary>It began before every other symptom: an effect does not precede its cause.</summary>
    public const double CameFirst = 0.2;

    /// <summary>Another symptom began before it.</summary>
    public const double CameLater = 0.25;

    /// <summary>It went away while other symptoms stayed.</summary>
    public const double WentAway = 0.5;

    /// <summary>Data of it are missing.</summary>
    public const double DataMissing = 0.2;

    /// <summary>More traffic came, and then a resource ran short.</summary>
    public const double SurgeBefore = 0.45;

    /// <summary>What a surge would lead to was seen.</summary>
    public const double SurgeEffect = 0.2;

    /// <summary>An alert that no pattern knows, by its own word.</summary>
    public const double AlertAlone = 0.5;

    /// <summary>A reason that Kubernetes itself states and that is the mechanism.</summary>
    public const double StatedMechanism = 0.85;

    /// <summary>A reason that Kubernetes itself states and that is a symptom of something else.</summary>
    public const double StatedReason = 0.6;

    /// <summary>Something is wrong and nothing explains it.</summary>
    public const double Unexplained = 0.2;
}
