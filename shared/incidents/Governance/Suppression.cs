namespace Pipeline.Incidents.Governance;

/// <summary>Symptoms that open no incident for a while, because a person said so.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scope">Which symptoms.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who said so.</param>
/// <param name="Since">From when on.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="UntilClear">Whether it also ends with the first symptom in its scope that is over.</param>
public sealed record Suppression(
    Guid Id, SuppressionScope Scope, string Reason, Actor By, DateTimeOffset Since, DateTimeOffset Until, bool UntilClear)
{
    /// <summary>Those that hold at a time, oldest first: the events of the stream, folded.</summary>
    public static IReadOnlyList<Suppression> Active(IEnumerable<GovernanceEvent> events, DateTimeOffset now)
    {
        var active = new List<Suppression>();
        foreach (var fact in events)
        {
            switch (fact)
            {
                case GovernanceEvent.SuppressionStarted e:
                    active.Add(new Suppression(e.SuppressionId, e.Scope, e.Reason, e.By, e.At, e.Until, e.UntilClear));
                    break;
                case GovernanceEvent.SuppressionEnded e:
                    active.RemoveAll(suppression => suppression.Id == e.SuppressionId);
                    break;
            }
        }

        active.RemoveAll(suppression => suppression.Until <= now);
        return active;
    }
}
