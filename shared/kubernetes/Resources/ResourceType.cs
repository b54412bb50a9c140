namespace Pipeline.Kubernetes.Resources;

/// <summary>Where objects of a kind live in the API.</summary>
/// <param name="Group">"" for the core group, else "apps", "argoproj.io".</param>
/// <param name="Version">"v1".</param>
/// <param name="Plural">"pods": the name in the URL.</param>
/// <param name="Kind">"Pod".</param>
/// <param name="Namespaced">False for kinds of the whole cluster.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool Namespaced = true)
{
    /// <summary>"v1", "apps/v1".</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>"/api/v1", "/apis/apps/v1".</summary>
    public string Root => Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";

    /// <summary>As RBAC and kubectl name it: "pods", "deployments.apps".</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
