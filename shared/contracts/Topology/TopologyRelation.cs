using System.Text.Json.Serialization;

namespace Pipeline.Contracts.Topology;

/// <summary>How one thing in the cluster depends on another. Stored, so none may change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TopologyRelation>))]
public enum TopologyRelation
{
    /// <summary>A pod runs on a node.</summary>
    RunsOn,

    /// <summary>A workload sends requests to another.</summary>
    Calls,
}
