using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Load;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Demo;

/// <summary>A small believable cluster: a control-plane node and four workers, a web shop with its databases, jobs and platform, and its customers.</summary>
public static class DemoCluster
{
    private static readonly string[] Early = ["kube-system", "kube-public", "kube-node-lease", "default"];
    private static readonly WriteOptions Options = new("kubernetes-admin", "kubectl-client-side-apply");

    /// <summary>Adds the machines and images and creates the objects. Call it on the loop (or before it runs), before or after <see cref="WorldModel.Start"/>.</summary>
    /// <param name="requestsPerSecond">From the shop's customers on an average day.</param>
    public static void Create(ICluster cluster, WorldModel world, double requestsPerSecond = 60)
    {
        CreateEmpty(cluster, world);
        foreach (var app in ShopApps.All)
        {
            world.Images.Publish(app.Image(app.Before), app.Program);
            world.Images.Publish(app.Image(app.Tag), app.Program);
            world.Images.SetPrivate(Images.ImageReference.Parse(app.Image(app.Tag))!.Name, true);
        }
        foreach (var (kind, json) in Manifests.Read(Platform()))
            Ensure(cluster, kind, json);
        Ensure(cluster, Kinds.Secret, Certificate(world.Context.Now));
        foreach (var app in ShopApps.All)
        {
            Ensure(cluster, Kinds.ConfigMap, app.ConfigMap());
            if (app.Secret() is { } secret)
                Ensure(cluster, Kinds.Secret, secret);
            Ensure(cluster, Kinds.Service, app.Service());
            Ensure(cluster, Kinds.Deployment, app.Deployment(app.Tag));
            if (app.Autoscaler() is { } autoscaler)
                Ensure(cluster, Kinds.HorizontalPodAutoscaler, autoscaler);
            if (app.Budget() is { } budget)
                Ensure(cluster, Kinds.PodDisruptionBudget, budget);
        }
        world.AddTraffic(new TrafficSource(new ServiceKey(ShopApp.Namespace, "frontend"), requestsPerSecond));
    }

    /// <summary>Adds the machines and what every cluster has: nothing runs on them but the platform.</summary>
    public static void CreateEmpty(ICluster cluster, WorldModel world)
    {
        foreach (var ns in Early)
            Ensure(cluster, Kinds.Namespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } });
        foreach (var (name, value) in new[] { ("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000) })
            Ensure(cluster, Kinds.PriorityClass, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["value"] = value });
        world.AddNode(new NodeHardware("control-1", Cores: 2, MemoryBytes: 8.0 * (1 << 30), ControlPlane: true));
        for (var i = 1; i <= 4; i++)
            world.AddNode(new NodeHardware($"worker-{i}", Cores: 4, MemoryBytes: 8.0 * (1 << 30), Zone: i % 2 == 0 ? "eu-1b" : "eu-1a"));
        foreach (var (kind, json) in Manifests.Read(Platform()).Where(m => m.Kind == Kinds.StorageClass || (string?)m.Json["metadata"]?["namespace"] == "kube-system"))
            Ensure(cluster, kind, json);
    }

    private static void Ensure(ICluster cluster, ResourceKind kind, JsonObject json)
    {
        var metadata = json["metadata"]!;
        if (cluster.Find(kind, (string?)metadata["namespace"] ?? "", (string)metadata["name"]!) is not null)
            return;
        json["apiVersion"] = kind.ApiVersion;
        json["kind"] = kind.Kind;
        cluster.Create(kind, json, Options);
    }

    private static JsonObject Certificate(DateTimeOffset now)
    {
        var (certificate, key) = ConfigurationFaults.Certificate("shop.example", now.AddDays(-30), now.AddDays(335));
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "shop-tls", ["namespace"] = ShopApp.Namespace },
            ["type"] = "kubernetes.io/tls",
            ["data"] = new JsonObject { ["tls.crt"] = certificate, ["tls.key"] = key },
        };
    }

    private static string Platform()
    {
        using var stream = typeof(DemoCluster).Assembly.GetManifestResourceStream("Pipeline.Simulator.Demo.platform.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
