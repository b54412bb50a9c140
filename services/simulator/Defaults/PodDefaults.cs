using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Defaults;

/// <summary>Defaults of pod specs, in pods and in templates.</summary>
internal static class PodDefaults
{
    /// <summary>Of a pod itself; templates do not have all of them.</summary>
    public static void ApplyToPod(JsonObject spec)
    {
        ApplyToSpec(spec);
        spec.Default("enableServiceLinks", true);
        if ((bool?)spec["hostNetwork"] == true)
            DefaultHostPorts(spec);
        foreach (var container in Containers(spec).Where(c => c["resources"] is JsonObject))
            LimitsAreRequests(container["resources"]!.AsObject());
    }

    /// <summary>Of every pod spec.</summary>
    public static void ApplyToSpec(JsonObject spec)
    {
        foreach (var container in Containers(spec))
            ApplyToContainer(container);
        foreach (var volume in spec.Objects("volumes"))
            ApplyToVolume(volume);
        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("securityContext", new JsonObject());
        spec.Default("schedulerName", "default-scheduler");
        if (spec["serviceAccountName"] is { } account)
            spec.Default("serviceAccount", account.DeepClone());
        else if (spec["serviceAccount"] is { } old)
            spec["serviceAccountName"] = old.DeepClone();
        foreach (var constraint in spec.Objects("topologySpreadConstraints"))
        {
            constraint.Default("nodeAffinityPolicy", "Honor");
            constraint.Default("nodeTaintsPolicy", "Ignore");
        }
        if (Containers(spec).Any(c => c.Objects("ports").Any(p => (string?)p["protocol"] is null)))
            DefaultHostPorts(spec);
    }

    /// <summary>All containers of a pod spec: init, ordinary, ephemeral.</summary>
    public static IEnumerable<JsonObject> Containers(JsonObject spec) =>
        spec.Objects("initContainers").Concat(spec.Objects("containers")).Concat(spec.Objects("ephemeralContainers"));

    private static void ApplyToContainer(JsonObject container)
    {
        foreach (var port in container.Objects("ports"))
            port.Default("protocol", "TCP");
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("imagePullPolicy", PullPolicy((string?)container["image"] ?? ""));
        container.Default("resources", new JsonObject());
        foreach (var name in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[name] is JsonObject probe)
                ApplyToProbe(probe);
        }
        foreach (var name in (string[])["postStart", "preStop"])
        {
            if (container["lifecycle"]?[name]?["httpGet"] is JsonObject get)
                ApplyToGet(get);
        }
        foreach (var variable in container.Objects("env"))
        {
            if (variable["valueFrom"]?["fieldRef"] is JsonObject reference)
                reference.Default("apiVersion", "v1");
        }
    }

    private static void ApplyToProbe(JsonObject probe)
    {
        probe.DefaultPositive("timeoutSeconds", 1);
        probe.DefaultPositive("periodSeconds", 10);
        probe.DefaultPositive("successThreshold", 1);
        probe.DefaultPositive("failureThreshold", 3);
        if (probe["httpGet"] is JsonObject get)
            ApplyToGet(get);
        if (probe["grpc"] is JsonObject grpc)
            grpc.Default("service", "");
    }

    private static void ApplyToGet(JsonObject get)
    {
        get.Default("path", "/");
        get.Default("scheme", "HTTP");
    }

    private static void ApplyToVolume(JsonObject volume)
    {
        foreach (var name in (string[])["secret", "configMap", "downwardAPI", "projected"])
        {
            if (volume[name] is JsonObject source)
                source.Default("defaultMode", 420);
        }
        foreach (var source in volume["projected"] is JsonObject projected ? projected.Objects("sources") : [])
        {
            if (source["serviceAccountToken"] is JsonObject token)
                token.Default("expirationSeconds", 3600);
            if (source["downwardAPI"] is JsonObject downward)
                DefaultFieldRefs(downward);
        }
        if (volume["downwardAPI"] is JsonObject api)
            DefaultFieldRefs(api);
        if (volume["hostPath"] is JsonObject path)
            path.Default("type", "");
        if (volume["ephemeral"]?["volumeClaimTemplate"]?["spec"] is JsonObject claim)
            claim.Default("volumeMode", "Filesystem");
        if (volume.Count == 1 && volume.ContainsKey("name"))
            volume["emptyDir"] = new JsonObject();
    }

    private static void DefaultFieldRefs(JsonObject downward)
    {
        foreach (var item in downward.Objects("items"))
        {
            if (item["fieldRef"] is JsonObject reference)
                reference.Default("apiVersion", "v1");
        }
    }

    private static void DefaultHostPorts(JsonObject spec)
    {
        if ((bool?)spec["hostNetwork"] != true)
            return;
        foreach (var port in spec.Objects("containers").SelectMany(c => c.Objects("ports")))
            port.Default("hostPort", port["containerPort"]?.DeepClone());
    }

    private static void LimitsAreRequests(JsonObject resources)
    {
        if (resources["limits"] is not JsonObject limits)
            return;
        var requests = resources["requests"] as JsonObject ?? [];
        foreach (var (name, limit) in limits)
            requests.Default(name, limit?.DeepClone());
        resources["requests"] ??= requests;
    }

    /// <summary>An image without a tag, or with the tag latest, is pulled always.</summary>
    private static string PullPolicy(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
            return "IfNotPresent";
        var name = image[(image.LastIndexOf('/') + 1)..];
        var tag = name.LastIndexOf(':');
        return tag < 0 || name[(tag + 1)..] == "latest" ? "Always" : "IfNotPresent";
    }
}
