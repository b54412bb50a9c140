using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Pipeline.Kubernetes.Credentials;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>The way a pod reaches its own cluster.</summary>
internal static class InCluster
{
    private const string Host = "KUBERNETES_SERVICE_HOST";
    private const string Port = "KUBERNETES_SERVICE_PORT";

    public static bool IsAvailable(KubeEnvironment environment) =>
        environment.Variable(Host) is { Length: > 0 } && environment.Variable(Port) is { Length: > 0 }
        && File.Exists(Path.Combine(environment.ServiceAccount, "token"));

    public static ClusterConnection Read(KubeEnvironment environment, TimeProvider clock)
    {
        var host = environment.Variable(Host)!;
        if (IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6)
            host = $"[{address}]";
        if (!Uri.TryCreate($"https://{host}:{environment.Variable(Port)}", UriKind.Absolute, out var server))
            throw new ConfigurationException($"{Host} \"{host}\" and {Port} \"{environment.Variable(Port)}\" make no address");
        return new ClusterConnection
        {
            Server = server,
            Origin = $"the pod's service account ({environment.ServiceAccount})",
            Authorities = Authorities(Path.Combine(environment.ServiceAccount, "ca.crt")),
            Namespace = Namespace(Path.Combine(environment.ServiceAccount, "namespace")) ?? "default",
            Credentials = new TokenFileCredential(Path.Combine(environment.ServiceAccount, "token"), certificate: null, clock),
        };
    }

    private static X509Certificate2Collection? Authorities(string file) =>
        File.Exists(file) ? new YamlField(file, "", Node: null).Certificates(File.ReadAllText(file)) : null;

    private static string? Namespace(string file) =>
        File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } name ? name : null;
}
