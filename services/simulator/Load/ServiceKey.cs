namespace Pipeline.Simulator.Load;

/// <summary>A service by namespace and name.</summary>
public readonly record struct ServiceKey(string Namespace, string Name)
{
    /// <summary>The service that a call names: "redis" in the caller's namespace, "redis.cache" in another.</summary>
    public static ServiceKey Of(string call, string callerNamespace) =>
        call.IndexOf('.') is var dot and > 0 ? new ServiceKey(call[(dot + 1)..], call[..dot]) : new ServiceKey(callerNamespace, call);

    /// <summary>Its name in the cluster's DNS.</summary>
    public string Host => $"{Name}.{Namespace}.svc.cluster.local";

    public override string ToString() => $"{Namespace}/{Name}";
}
