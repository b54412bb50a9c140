using Pipeline.Incidents.Governance;
using Pipeline.IncidentStore.Deciding;

namespace Pipeline.IncidentStore.Governing;

/// <summary>What came of a wish to suppress, or to end that.</summary>
public abstract record SuppressionAnswer
{
    private SuppressionAnswer()
    {
    }

    /// <summary>It is stored.</summary>
    public sealed record Taken(Suppression Suppression) : SuppressionAnswer;

    /// <summary>It is not.</summary>
    public sealed record Denied(DenialKind Kind, string Reason) : SuppressionAnswer;
}
