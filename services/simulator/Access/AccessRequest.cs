namespace Pipeline.Simulator.Access;

/// <summary>What somebody wants to do.</summary>
/// <param name="Verb">"get", "list", "impersonate" …</param>
/// <param name="Group">API group of the resource.</param>
/// <param name="Resource">"pods".</param>
/// <param name="Subresource">"log"; empty for none.</param>
/// <param name="Namespace">Empty outside of namespaces and for all of them.</param>
/// <param name="Name">Empty for all objects.</param>
/// <param name="Path">Path of something that is no resource; null for resources.</param>
public sealed record AccessRequest(
    string Verb, string Group = "", string Resource = "", string Subresource = "", string Namespace = "", string Name = "", string? Path = null)
{
    /// <summary>"deployments/scale".</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
