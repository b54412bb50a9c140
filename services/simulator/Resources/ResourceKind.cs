namespace Pipeline.Simulator.Resources;

/// <summary>A kind of object as the API serves it.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">Served and stored version.</param>
/// <param name="Kind">Name in an object: "Deployment".</param>
/// <param name="Plural">Name in a path: "deployments".</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
public sealed record ResourceKind(string Group, string Version, string Kind, string Plural, bool Namespaced = true)
{
    /// <summary>"apps/v1", or "v1" for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>"deployments.apps", or "pods" for the core group: as error messages name it.</summary>
    public string GroupResource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public override string ToString() => $"{GroupResource}/{Version}";
}
