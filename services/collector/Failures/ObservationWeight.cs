namespace Pipeline.Collector.Failures;

/// <summary>What an observed state is worth to people.</summary>
public enum ObservationWeight
{
    /// <summary>Something does not do what it should: it becomes a symptom, and may open an incident.</summary>
    Failure,

    /// <summary>So by intent, or not yet a failure (suspended, cordoned, a reference that will be missing at the next start): evidence only.</summary>
    Note,

    /// <summary>Untidy, and nothing fails by it (an unused ConfigMap, a default service account): never an incident.</summary>
    Hygiene,
}
