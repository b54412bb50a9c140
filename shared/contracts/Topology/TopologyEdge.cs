namespace Pipeline.Contracts.Topology;

/// <summary>One thing depends on another: when <paramref name="Target"/> is sick, <paramref name="Source"/> may suffer.</summary>
/// <param name="Relation">How.</param>
/// <param name="Source">What depends: a pod, or a calling workload.</param>
/// <param name="SourceOwner">Who answers for <paramref name="Source"/>; itself when nobody else does.</param>
/// <param name="Target">What it depends on: a node, or the workload that is called.</param>
public sealed record TopologyEdge(TopologyRelation Relation, EntityRef Source, EntityRef SourceOwner, EntityRef Target);
