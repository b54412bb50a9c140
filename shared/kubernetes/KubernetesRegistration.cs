using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Owners;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Kubernetes;

public static class KubernetesRegistration
{
    /// <summary>Registers the client of one cluster, its discovery, informers and owners. Nothing is contacted; the informers do not run yet.</summary>
    /// <param name="services">With a <see cref="TimeProvider"/> and logging.</param>
    /// <param name="connection">Reads how the cluster is reached; it runs when the client is first wanted.</param>
    public static IServiceCollection AddKubernetesClient(
        this IServiceCollection services, Func<IServiceProvider, ClusterConnection> connection, TransportOptions options) =>
        services
            .AddSingleton<IKubernetesClient>(provider => new KubernetesClient(
                connection(provider), options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<KubernetesClient>>()))
            .AddSingleton<ApiDiscovery>()
            .AddSingleton<OwnerTracker>()
            .AddSingleton(provider => new InformerSet(
                provider.GetRequiredService<IKubernetesClient>(), InformerOptions.Default,
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
}
