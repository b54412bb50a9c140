using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Collector.Watching;

/// <summary>The way to the cluster that the settings mean.</summary>
internal static class KubernetesAccess
{
    /// <summary>Whether there is a cluster to watch: said, or named, or the one that this runs in.</summary>
    public static bool IsWanted(KubernetesOptions options, KubeEnvironment environment) => options.Enabled switch
    {
        "true" => true,
        "false" => false,
        _ => options.Kubeconfig is not null || options.Context is not null || IsPod(environment),
    };

    private static bool IsPod(KubeEnvironment environment) =>
        environment.Variable("KUBERNETES_SERVICE_HOST") is { Length: > 0 } && File.Exists(Path.Combine(environment.ServiceAccount, "token"));

    /// <exception cref="ConfigurationException">A kubeconfig is missing or wrong; the message names file and field.</exception>
    public static KubernetesClient Connect(KubernetesOptions options, TimeProvider clock, ILoggerFactory logs) => new(
        ConnectionReader.Read(new ClusterChoice { Kubeconfig = options.Kubeconfig, Context = options.Context }, KubeEnvironment.OfThisProcess, clock),
        new TransportOptions { UserAgent = "incident-pipeline-collector" }, clock, logs.CreateLogger<KubernetesClient>());
}
