namespace Pipeline.Kubernetes.Configuration;

/// <summary>What of the process' surroundings decides which cluster is meant.</summary>
/// <param name="Variable">An environment variable by name; null when it is not set.</param>
/// <param name="Home">The user's folder.</param>
/// <param name="ServiceAccount">Where a pod finds its token.</param>
public sealed record KubeEnvironment(Func<string, string?> Variable, string Home, string ServiceAccount)
{
    public static KubeEnvironment OfThisProcess => new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        "/var/run/secrets/kubernetes.io/serviceaccount");
}
