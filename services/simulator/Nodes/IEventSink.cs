using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Nodes;

/// <summary>Where kubelets tell what happened.</summary>
public interface IEventSink
{
    /// <param name="about">The object that it happened to.</param>
    /// <param name="type">"Normal" or "Warning".</param>
    /// <param name="component">"kubelet".</param>
    /// <param name="host">Node; empty for none.</param>
    /// <param name="fieldPath">"spec.containers{app}"; null for the whole object.</param>
    void Record(StoredObject about, string type, string reason, string message, string component, string host, string? fieldPath = null);
}
