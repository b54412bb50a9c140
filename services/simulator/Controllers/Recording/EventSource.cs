namespace Pipeline.Simulator.Controllers.Recording;

/// <summary>Who records, and about what: the parts of an event that are the same in all similar ones.</summary>
/// <param name="Component">"kubelet", "replicaset-controller".</param>
/// <param name="Host">Node of the component; empty for those of the control plane.</param>
/// <param name="Uid">Of the object.</param>
/// <param name="FieldPath">Part of the object: "spec.containers{app}"; empty for the whole.</param>
internal readonly record struct EventSource(string Component, string Host, string Kind, string Namespace, string Name, string Uid, string FieldPath);
