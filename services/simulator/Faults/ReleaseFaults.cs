using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Faults;

/// <summary>Bad deliveries: a new version, or a new template, that does not do.</summary>
internal static class ReleaseFaults
{
    private const double Mi = 1 << 20;

    public static IEnumerable<FaultKind> All =>
    [
        new("memory-leak", "A new version leaks memory until the kernel kills it, again and again.",
            "Roll back to the version before; a higher limit or a restart only buys time.", FaultTarget.Workload,
            [new("rate", "Growth in MiB per minute", "40", 0.1, 10_000)])
        {
            Begin = e => e.Release(p => p with { LeakBytesPerSecond = e.Number("rate") * Mi / 60 }),
        },
        new("memory-limit", "The memory limit is set below what the program needs: it is killed soon after each start.",
            "Raise the memory limit, or roll back.", FaultTarget.Workload,
            [new("fraction", "New limit as a fraction of what the program needs without load", "0.8", 0.05, 0.99)])
        {
            Begin = e => e.ChangeContainer(container =>
            {
                var needs = e.World.Images.ProgramOf(Images.ImageReference.Parse((string)container["image"]!)!).IdleBytes;
                var mebibytes = Math.Max(4, Math.Floor(needs * e.Number("fraction") / Mi));
                var resources = container.Member("resources");
                resources.Member("limits")["memory"] = $"{mebibytes:0}Mi";
                resources.Member("requests")["memory"] = $"{mebibytes:0}Mi";
            }),
        },
        new("cpu-hog", "A new version needs many times the CPU per request: it runs into its limit, is throttled, and slow.",
            "Roll back to the version before, or raise the CPU limit; a restart does not help.", FaultTarget.Workload,
            [new("factor", "CPU per request times this", "12", 1.5, 1000), new("limit", "CPU limit to set when the container has none", "500m")])
        {
            Begin = e => e.Release(p => p with
            {
                CoreSecondsPerRequest = Math.Max(p.CoreSecondsPerRequest, 0.002) * e.Number("factor"),
                IdleCores = Math.Max(p.IdleCores * e.Number("factor"), 0.02),
            }),
        },
        new("bad-rollout", "A new version answers a part of its requests with errors; its pods are ready all the same.",
            "Roll back to the version before; a restart does not help.", FaultTarget.Workload,
            [new("rate", "Fraction of requests that fail", "0.35", 0.01, 1), new("text", "What its log says", "unhandled exception: cannot read field 'total' of null")])
        {
            Begin = e => e.Release(p => p with { ErrorRate = e.Number("rate"), ErrorText = e.Text("text") }),
        },
        new("slow-release", "A new version takes long for each request without using CPU; its callers wait.",
            "Roll back to the version before.", FaultTarget.Workload,
            [new("latency", "Added to each request, in seconds", "1.5", 0.01, 60)])
        {
            Begin = e => e.Release(p => p with { ServiceTime = p.ServiceTime + e.Seconds("latency") }),
        },
        new("crash-on-start", "A new version fails soon after each start.",
            "Roll back to the version before.", FaultTarget.Workload,
            [new("after", "Seconds from start to failure", "3", 0, 3600), new("code", "Exit code", "1", 1, 255),
                new("text", "What its log says last", "panic: runtime error: invalid memory address or nil pointer dereference")])
        {
            Begin = e => e.Release(p => p with { Exit = new(e.Seconds("after"), (int)e.Number("code"), e.Text("text")), StartTime = TimeSpan.FromDays(1) }),
        },
        new("image-not-found", "The workload is set to a tag that the registry does not have.",
            "Correct the image, or roll back; pull secrets and restarts do not help.", FaultTarget.Workload,
            [new("tag", "The tag that does not exist", "does-not-exist")])
        {
            Begin = e => e.ChangeContainer(container =>
            {
                var image = (string)container["image"]!;
                var colon = image.LastIndexOf(':');
                container["image"] = $"{(colon > image.LastIndexOf('/') ? image[..colon] : image)}:{e.Text("tag")}";
            }),
        },
        new("crash-bad-command", "The workload's command names a program that is not in the image.",
            "Correct the command, or roll back.", FaultTarget.Workload, [new("command", "The command", "/app/serverr")])
        {
            Begin = e => e.ChangeContainer(container => container["command"] = new JsonArray(e.Text("command"))),
        },
        new("crash-missing-env", "A variable that the program needs is dropped from the template.",
            "Set the variable again, or roll back; restarts and more memory do not help.", FaultTarget.Workload,
            [new("variable", "Name of the variable; empty for the first that is set by value or key", "")])
        {
            Begin = MissingVariable,
        },
        new("failing-liveness", "The liveness probe asks for a path that the program does not have: healthy containers are killed again and again.",
            "Correct the probe, or roll back; more resources do not help.", FaultTarget.Workload,
            [new("path", "The path that is asked for", "/internal/alive-check")])
        {
            Begin = e => e.ChangeContainer(c => c["livenessProbe"] = Probe(c, e.Text("path"), period: 5)),
        },
        new("failing-readiness", "The readiness probe asks for a path that the program does not have: new pods never become ready, and the rollout stops.",
            "Correct the probe, or roll back.", FaultTarget.Workload, [new("path", "The path that is asked for", "/internal/ready-check")])
        {
            Begin = e => e.ChangeContainer(c => c["readinessProbe"] = Probe(c, e.Text("path"), period: 5)),
        },
    ];

    private static void MissingVariable(FaultEffect e)
    {
        var wanted = e.Text("variable");
        e.ChangeContainer(container =>
        {
            var variables = container["env"] as JsonArray ?? [];
            var found = variables.FirstOrDefault(v => wanted.Length == 0 || (string?)v!["name"] == wanted)
                ?? throw new FaultException("parameters.variable", wanted, "the first container sets no such variable in its env",
                    variables.Count == 0 ? "Choose a workload whose container has an env" : $"Choose one of {string.Join(", ", variables.Select(v => (string?)v!["name"]))}");
            var name = (string)found["name"]!;
            var image = (string)container["image"]!;
            var program = e.World.Images.ProgramOf(Images.ImageReference.Parse(image)!);
            if (!program.RequiredVariables.Contains(name))
                e.World.Images.Publish(image, program with { RequiredVariables = [.. program.RequiredVariables, name] });
            variables.Remove(found);
        });
    }

    private static JsonObject Probe(JsonObject container, string path, int period) => new()
    {
        ["httpGet"] = new JsonObject { ["path"] = path, ["port"] = container["ports"]?[0]?["containerPort"]?.DeepClone() ?? 8080, ["scheme"] = "HTTP" },
        ["initialDelaySeconds"] = 5,
        ["periodSeconds"] = period,
        ["timeoutSeconds"] = 1,
        ["successThreshold"] = 1,
        ["failureThreshold"] = 3,
    };
}
