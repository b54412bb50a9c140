using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>What kube-state-metrics says of the objects of a kind. Depends on nothing but the object.</summary>
internal interface IStateMetrics
{
    /// <summary>The kind.</summary>
    ResourceKind Kind { get; }

    /// <summary>The label that holds an object's name: "deployment".</summary>
    string NameLabel { get; }

    /// <summary>Whether the uid is a label of every sample.</summary>
    bool HasUid => false;

    /// <summary>Adds the samples of an object.</summary>
    void Write(StateSamples samples);
}
