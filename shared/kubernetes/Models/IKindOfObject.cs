using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>A record that stands for one kind, so that <c>ListAsync&lt;Pod&gt;</c> knows where to ask.</summary>
public interface IKindOfObject : IKubernetesObject
{
    static abstract ResourceType Type { get; }
}
