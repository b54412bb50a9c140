using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Load;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Demo;

/// <summary>A large cluster of many alike workloads, for tests of scale.</summary>
public static class GeneratedCluster
{
    private static readonly WriteOptions Options = new("kubernetes-admin", "kubectl-client-side-apply");

    /// <summary>Adds machines and creates Deployments with their services and traffic.</summary>
    /// <param name="nodes">Number of machines of 16 cores.</param>
    /// <param name="pods">Number of pods, in Deployments of 25.</param>
    public static void Create(ICluster cluster, WorldModel world, int nodes = 200, int pods = 5000)
    {
        const int Replicas = 25;
        const string Image = "ghcr.io/scale/app:1.0.0";
        world.Images.Publish(Image, new ImageProgram { Process = "app", CoreSecondsPerRequest = 0.002, TalkEvery = TimeSpan.FromMinutes(5) });
        for (var i = 0; i < nodes; i++)
            world.AddNode(new NodeHardware($"node-{i:D3}", Cores: 16, MemoryBytes: 64.0 * (1 << 30), Zone: $"eu-1{(char)('a' + (i % 3))}"));
        for (var i = 0; i * Replicas < pods; i++)
        {
            var (ns, name) = ($"team-{i / 10:D2}", $"app-{i:D3}");
            if (i % 10 == 0)
                cluster.Create(Kinds.Namespace, Json($$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{ns}}"} }"""), Options);
            cluster.Create(Kinds.Service, Json($$"""
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"{{name}}","namespace":"{{ns}}"},
                 "spec":{"selector":{"app":"{{name}}"},"ports":[{"port":8080,"targetPort":8080,"protocol":"TCP"}]} }
                """), Options);
            cluster.Create(Kinds.Deployment, Json($$"""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{name}}","namespace":"{{ns}}","labels":{"app":"{{name}}"} },
                 "spec":{"replicas":{{Math.Min(Replicas, pods - (i * Replicas))}},"selector":{"matchLabels":{"app":"{{name}}"} },
                  "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":"25%"} },
                  "template":{"metadata":{"labels":{"app":"{{name}}"} },"spec":{"containers":[{"name":"app","image":"{{Image}}","imagePullPolicy":"IfNotPresent",
                   "ports":[{"containerPort":8080}],
                   "resources":{"requests":{"cpu":"50m","memory":"64Mi"},"limits":{"cpu":"500m","memory":"256Mi"} },
                   "readinessProbe":{"httpGet":{"path":"/healthz","port":8080},"initialDelaySeconds":5,"periodSeconds":10},
                   "livenessProbe":{"httpGet":{"path":"/healthz","port":8080},"initialDelaySeconds":5,"periodSeconds":10} }]} } } }
                """), Options);
            world.AddTraffic(new TrafficSource(new ServiceKey(ns, name), 100));
        }
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
