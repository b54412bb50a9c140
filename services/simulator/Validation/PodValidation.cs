using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of pods, alone and in templates.</summary>
internal static class PodValidation
{
    private static readonly string[] Handlers = ["exec", "grpc", "httpGet", "tcpSocket"];

    /// <summary>A pod template below a path; "" for the root of a PodTemplate.</summary>
    public static void Template(JsonObject parent, string path, Problems problems)
    {
        var at = path.Length == 0 ? "template" : $"{path}.template";
        var template = parent["template"] as JsonObject ?? [];
        MetadataValidation.Labels(template["metadata"]?["labels"], $"{at}.metadata.labels", problems);
        Spec(template["spec"] as JsonObject ?? [], $"{at}.spec", problems,
            parent.Objects("volumeClaimTemplates").Select(c => (c["metadata"] as JsonObject)?.Text("name") ?? ""));
    }

    private static void HostPorts(JsonObject spec, string path, Problems problems)
    {
        foreach (var (container, c) in spec.Objects("containers").Select((container, c) => (container, c)))
        {
            foreach (var (port, p) in container.Objects("ports").Select((port, p) => (port, p)))
            {
                if (port.Whole("containerPort") is { } number && port.Whole("hostPort") is { } host and not 0 && host != number)
                {
                    problems.Add(FieldProblem.Invalid(
                        $"{path}.containers[{c}].ports[{p}].containerPort", number, "must match `hostPort` when `hostNetwork` is true"));
                }
            }
        }
    }

    /// <summary>A pod spec.</summary>
    /// <param name="claims">Volumes that its controller will add.</param>
    public static void Spec(JsonObject spec, string path, Problems problems, IEnumerable<string>? claims = null)
    {
        var volumes = Volumes(spec, path, problems);
        volumes.UnionWith(claims ?? []);
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!spec.Objects("containers").Any())
            problems.Add(FieldProblem.Required($"{path}.containers"));
        foreach (var list in (string[])["initContainers", "containers"])
        {
            var index = 0;
            foreach (var container in spec.Objects(list))
                Container(container, $"{path}.{list}[{index++}]", volumes, names, problems);
        }
        problems.OneOf(spec, "restartPolicy", path, "Always", "OnFailure", "Never");
        problems.OneOf(spec, "dnsPolicy", path, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        if (spec["hostNetwork"]?.GetValue<bool>() == true)
            HostPorts(spec, path, problems);
        if (spec.Whole("activeDeadlineSeconds") is { } deadline and < 1)
            problems.Add(FieldProblem.Invalid($"{path}.activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive"));
        MetadataValidation.Labels(spec["nodeSelector"], $"{path}.nodeSelector", problems);
        Tolerations(spec, path, problems);
    }

    /// <summary>Requests and limits.</summary>
    public static void Resources(JsonObject resources, string path, Problems problems)
    {
        var limits = resources["limits"] as JsonObject ?? [];
        foreach (var part in (string[])["limits", "requests"])
        {
            foreach (var (name, amount) in resources[part] as JsonObject ?? [])
            {
                if (Quantity.TryParse(amount?.ToString(), out var quantity) && quantity.Value < 0)
                    problems.Add(FieldProblem.Invalid($"{path}.{part}[{name}]", amount!.ToString(), "must be greater than or equal to 0"));
            }
        }
        foreach (var (name, amount) in resources["requests"] as JsonObject ?? [])
        {
            if (limits[name] is { } limit && Quantity.TryParse(amount?.ToString(), out var wanted)
                && Quantity.TryParse(limit.ToString(), out var most) && wanted > most)
            {
                problems.Add(FieldProblem.Invalid($"{path}.requests", amount!.ToString(), $"must be less than or equal to {name} limit of {limit}"));
            }
        }
    }

    private static HashSet<string> Volumes(JsonObject spec, string path, Problems problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec.Objects("volumes"))
        {
            var (at, name) = ($"{path}.volumes[{index++}]", volume.Text("name") ?? "");
            if (name.Length == 0)
                problems.Add(FieldProblem.Required($"{at}.name"));
            else if (!names.Add(name))
                problems.Add(FieldProblem.Duplicate($"{at}.name", name));
            else
                problems.AddRange(NameRules.Label(name).Select(why => FieldProblem.Invalid($"{at}.name", name, why)));
            var sources = volume.Select(v => v.Key).Where(k => k != "name").ToList();
            foreach (var extra in sources.Skip(1))
                problems.Add(FieldProblem.Forbidden($"{at}.{extra}", "may not specify more than 1 volume type"));
            if (volume["persistentVolumeClaim"] is JsonObject claim)
                problems.Required(claim, "claimName", $"{at}.persistentVolumeClaim");
            if (volume["secret"] is JsonObject secret)
                problems.Required(secret, "secretName", $"{at}.secret");
            if (volume["configMap"] is JsonObject map)
                problems.Required(map, "name", $"{at}.configMap");
        }
        return names;
    }

    private static void Container(JsonObject container, string path, HashSet<string> volumes, HashSet<string> names, Problems problems)
    {
        var name = container.Text("name") ?? "";
        if (name.Length == 0)
            problems.Add(FieldProblem.Required($"{path}.name"));
        else if (!names.Add(name))
            problems.Add(FieldProblem.Duplicate($"{path}.name", name));
        else
            problems.AddRange(NameRules.Label(name).Select(why => FieldProblem.Invalid($"{path}.name", name, why)));
        var image = container.Text("image") ?? "";
        if (image.Length == 0)
            problems.Add(FieldProblem.Required($"{path}.image"));
        else if (image.Trim() != image)
            problems.Add(FieldProblem.Invalid($"{path}.image", image, "must not have leading or trailing whitespace"));
        problems.OneOf(container, "imagePullPolicy", path, "Always", "IfNotPresent", "Never");
        Ports(container, path, problems);
        Environment(container, path, problems);
        Mounts(container, path, volumes, problems);
        foreach (var probe in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[probe] is JsonObject found)
                Probe(found, $"{path}.{probe}", problems);
        }
        Resources(container["resources"] as JsonObject ?? [], $"{path}.resources", problems);
    }

    private static void Ports(JsonObject container, string path, Problems problems)
    {
        var (index, names) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var port in container.Objects("ports"))
        {
            var at = $"{path}.ports[{index++}]";
            if (port.Text("name") is { Length: > 0 } called)
                problems.AddRange(NameRules.Port(called).Select(why => FieldProblem.Invalid($"{at}.name", called, why)));
            problems.Port(port.Whole("containerPort"), $"{at}.containerPort");
            problems.OneOf(port, "protocol", at, "SCTP", "TCP", "UDP");
            if (port.Text("name") is { Length: > 0 } name && !names.Add(name))
                problems.Add(FieldProblem.Duplicate($"{at}.name", name));
        }
    }

    private static void Environment(JsonObject container, string path, Problems problems)
    {
        var index = 0;
        foreach (var variable in container.Objects("env"))
        {
            var at = $"{path}.env[{index++}]";
            problems.Required(variable, "name", at);
            if (variable["valueFrom"] is not null && variable.Text("value") is { Length: > 0 })
                problems.Add(FieldProblem.Invalid($"{at}.valueFrom", "", "may not be specified when `value` is not empty"));
        }
    }

    private static void Mounts(JsonObject container, string path, HashSet<string> volumes, Problems problems)
    {
        var (index, paths) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var mount in container.Objects("volumeMounts"))
        {
            var (at, name) = ($"{path}.volumeMounts[{index++}]", mount.Text("name") ?? "");
            if (name.Length == 0)
                problems.Add(FieldProblem.Required($"{at}.name"));
            else if (!volumes.Contains(name))
                problems.Add(FieldProblem.NotFound($"{at}.name", name));
            var target = mount.Text("mountPath") ?? "";
            if (target.Length == 0)
                problems.Add(FieldProblem.Required($"{at}.mountPath"));
            else if (!paths.Add(target))
                problems.Add(FieldProblem.Invalid($"{at}.mountPath", target, "must be unique"));
        }
    }

    private static void Probe(JsonObject probe, string path, Problems problems)
    {
        var handlers = Handlers.Where(probe.ContainsKey).ToList();
        if (handlers.Count == 0)
            problems.Add(FieldProblem.Required(path, "must specify a handler type"));
        foreach (var extra in handlers.Skip(1))
            problems.Add(FieldProblem.Forbidden($"{path}.{extra}", "may not specify more than 1 handler type"));
        foreach (var name in (string[])["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"])
            problems.NotNegative(probe, name, path);
        if (path.EndsWith("livenessProbe", StringComparison.Ordinal) && probe.Whole("successThreshold") is { } threshold and > 1)
            problems.Add(FieldProblem.Invalid($"{path}.successThreshold", threshold, "must be 1"));
    }

    private static void Tolerations(JsonObject spec, string path, Problems problems)
    {
        var index = 0;
        foreach (var toleration in spec.Objects("tolerations"))
        {
            var at = $"{path}.tolerations[{index++}]";
            if (toleration.Text("key") is null or "" && toleration.Text("operator") is not "Exists")
            {
                problems.Add(FieldProblem.Invalid(
                    $"{at}.operator", toleration.Text("operator") ?? "", "operator must be Exists when `key` is empty, which means \"match all values and all keys\""));
            }
            problems.OneOf(toleration, "operator", at, "Equal", "Exists");
            problems.OneOf(toleration, "effect", at, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }
}
