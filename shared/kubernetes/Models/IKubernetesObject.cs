namespace Pipeline.Kubernetes.Models;

/// <summary>What every object of the API has.</summary>
public interface IKubernetesObject
{
    /// <summary>"v1", "apps/v1"; null where the server leaves it out, as on the items of a list.</summary>
    string? ApiVersion { get; }

    /// <summary>"Pod"; null where the server leaves it out, as on the items of a list.</summary>
    string? Kind { get; }

    ObjectMeta Metadata { get; }
}
