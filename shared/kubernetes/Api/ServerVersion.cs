namespace Pipeline.Kubernetes.Api;

/// <summary>The server's version.</summary>
/// <param name="Minor">May end in "+".</param>
/// <param name="GitVersion">"v1.32.13".</param>
public sealed record ServerVersion(string Major, string Minor, string GitVersion);
