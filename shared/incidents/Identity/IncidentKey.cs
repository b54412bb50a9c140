using Pipeline.Contracts;

namespace Pipeline.Incidents.Identity;

/// <summary>What makes two symptoms the same incident: the cluster, the resolved owner and the kind of failure.</summary>
/// <param name="Owner">The workload or node that answers for the entity; carries the cluster.</param>
/// <param name="FailureClass">Kebab-case: "cpu-saturation".</param>
public sealed record IncidentKey(EntityRef Owner, string FailureClass)
{
    /// <summary>Name of the cluster.</summary>
    public string Cluster() => Owner.Cluster;

    /// <summary>"cluster|namespace/Kind/name|failure-class": stored, so its form may not change.</summary>
    public override string ToString() => $"{Owner.Cluster}|{Owner}|{FailureClass}";
}
