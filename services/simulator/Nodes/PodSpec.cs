using System.Text.Json;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>What a kubelet needs of a pod, read once per version of its spec.</summary>
internal sealed record PodSpec
{
    public required IReadOnlyList<ContainerSpec> InitContainers { get; init; }

    public required IReadOnlyList<ContainerSpec> Containers { get; init; }

    public required IReadOnlyList<PodVolume> Volumes { get; init; }

    public required IReadOnlyList<string> PullSecrets { get; init; }

    public required string RestartPolicy { get; init; }

    public required TimeSpan Grace { get; init; }

    public required bool HostNetwork { get; init; }

    public required int Priority { get; init; }

    public required string ServiceAccount { get; init; }

    public required TimeSpan? ActiveDeadline { get; init; }

    /// <summary>"Guaranteed", "Burstable" or "BestEffort".</summary>
    public string QosClass
    {
        get
        {
            var all = InitContainers.Concat(Containers).ToList();
            if (all.All(c => c.CpuRequest is null && c.MemoryRequest is null && c.CpuLimit is null && c.MemoryLimit is null))
                return "BestEffort";
            return all.All(c => c.CpuLimit is > 0 && c.MemoryLimit is > 0
                    && (c.CpuRequest ?? c.CpuLimit) == c.CpuLimit && (c.MemoryRequest ?? c.MemoryLimit) == c.MemoryLimit)
                ? "Guaranteed" : "Burstable";
        }
    }

    public static PodSpec Of(StoredObject pod)
    {
        var spec = pod.Root.At("spec");
        return new PodSpec
        {
            InitContainers = [.. spec.Items("initContainers").Select(c => ContainerSpec.Of(c, isInit: true))],
            Containers = [.. spec.Items("containers").Select(c => ContainerSpec.Of(c, isInit: false))],
            Volumes = [.. spec.Items("volumes").Select(PodVolume.Of)],
            PullSecrets = [.. spec.Items("imagePullSecrets").Select(s => s.Text("name") ?? "").Where(n => n.Length > 0)],
            RestartPolicy = spec.Text("restartPolicy") ?? "Always",
            Grace = TimeSpan.FromSeconds(spec.Integer("terminationGracePeriodSeconds") ?? 30),
            HostNetwork = spec.IsTrue("hostNetwork"),
            Priority = spec.Integer("priority") ?? 0,
            ServiceAccount = spec.Text("serviceAccountName") ?? "default",
            ActiveDeadline = spec.Integer("activeDeadlineSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }
}

/// <summary>A container of a pod as specified.</summary>
internal sealed record ContainerSpec
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public required string PullPolicy { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    public required IReadOnlyList<string> Args { get; init; }

    public required JsonElement Environment { get; init; }

    public required JsonElement EnvironmentFrom { get; init; }

    public required IReadOnlyList<int> Ports { get; init; }

    public required IReadOnlyList<KeyValuePair<string, int>> NamedPorts { get; init; }

    public required IReadOnlyList<string> Mounts { get; init; }

    public required double? CpuRequest { get; init; }

    public required double? CpuLimit { get; init; }

    public required double? MemoryRequest { get; init; }

    public required double? MemoryLimit { get; init; }

    public required ProbeSpec? Startup { get; init; }

    public required ProbeSpec? Liveness { get; init; }

    public required ProbeSpec? Readiness { get; init; }

    public required TimeSpan PreStop { get; init; }

    public required bool IsInit { get; init; }

    /// <summary>An init container that goes on running beside the others.</summary>
    public required bool IsSidecar { get; init; }

    /// <summary>How events name it.</summary>
    public string FieldPath => IsInit ? $"spec.initContainers{{{Name}}}" : $"spec.containers{{{Name}}}";

    public static ContainerSpec Of(JsonElement c, bool isInit)
    {
        var image = c.Text("image") ?? "";
        return new ContainerSpec
        {
            Name = c.Text("name") ?? "",
            Image = image,
            PullPolicy = c.Text("imagePullPolicy")
                ?? (image.EndsWith(":latest", StringComparison.Ordinal) || !image[(image.LastIndexOf('/') + 1)..].Contains(':') ? "Always" : "IfNotPresent"),
            Command = c.Texts("command"),
            Args = c.Texts("args"),
            Environment = c.At("env"),
            EnvironmentFrom = c.At("envFrom"),
            Ports = [.. c.Items("ports").Select(p => p.Integer("containerPort") ?? 0)],
            NamedPorts = [.. c.Items("ports").Where(p => p.Has("name")).Select(p => KeyValuePair.Create(p.Text("name")!, p.Integer("containerPort") ?? 0))],
            Mounts = [.. c.Items("volumeMounts").Select(m => m.Text("name") ?? "")],
            CpuRequest = c.Amount("resources", "requests", "cpu"),
            CpuLimit = c.Amount("resources", "limits", "cpu"),
            MemoryRequest = c.Amount("resources", "requests", "memory"),
            MemoryLimit = c.Amount("resources", "limits", "memory"),
            Startup = ProbeSpec.Of(c.At("startupProbe"), "Startup"),
            Liveness = ProbeSpec.Of(c.At("livenessProbe"), "Liveness"),
            Readiness = ProbeSpec.Of(c.At("readinessProbe"), "Readiness"),
            PreStop = TimeSpan.FromSeconds(c.Integer("lifecycle", "preStop", "sleep", "seconds") ?? SleepOf(c.Texts("lifecycle", "preStop", "exec", "command"))),
            IsInit = isInit,
            IsSidecar = isInit && c.Text("restartPolicy") == "Always",
        };
    }

    private static int SleepOf(IReadOnlyList<string> command)
    {
        var words = string.Join(' ', command).Split(' ');
        var sleep = Array.FindIndex(words, w => w == "sleep" || w.EndsWith("/sleep", StringComparison.Ordinal));
        return sleep >= 0 && sleep + 1 < words.Length && int.TryParse(words[sleep + 1], out var seconds) && seconds is >= 0 and < 86400 ? seconds : 0;
    }
}

/// <summary>What a pod mounts.</summary>
/// <param name="Kind">"configMap", "secret", "persistentVolumeClaim", "projected", "emptyDir" …</param>
/// <param name="Source">Name of what it comes from; empty for none.</param>
/// <param name="Keys">The keys that must be there; empty for all.</param>
internal sealed record PodVolume(string Name, string Kind, string Source, bool Optional, IReadOnlyList<string> Keys)
{
    public static PodVolume Of(JsonElement volume)
    {
        var kind = volume.Members().Select(m => m.Name).FirstOrDefault(n => n != "name") ?? "emptyDir";
        var source = volume.At(kind);
        return new PodVolume(
            volume.Text("name") ?? "", kind, source.Text("name") ?? source.Text("secretName") ?? source.Text("claimName") ?? "",
            source.IsTrue("optional"), [.. source.Items("items").Select(i => i.Text("key") ?? "")]);
    }
}

/// <summary>A probe.</summary>
/// <param name="Name">"Liveness", "Readiness" or "Startup".</param>
/// <param name="Kind">"httpGet", "tcpSocket", "exec" or "grpc".</param>
/// <param name="Port">A number or a name.</param>
internal sealed record ProbeSpec(
    string Name, string Kind, string Scheme, string Path, string Port, IReadOnlyList<string> Command,
    TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int SuccessThreshold, int FailureThreshold)
{
    public static ProbeSpec? Of(JsonElement probe, string name)
    {
        if (probe.ValueKind != JsonValueKind.Object)
            return null;
        var kind = probe.Has("httpGet") ? "httpGet" : probe.Has("tcpSocket") ? "tcpSocket" : probe.Has("grpc") ? "grpc" : "exec";
        var action = probe.At(kind);
        return new ProbeSpec(
            name, kind, (action.Text("scheme") ?? "HTTP").ToLowerInvariant(), action.Text("path") ?? "/",
            action.Text("port") ?? action.Integer("port")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", action.Texts("command"),
            Seconds(probe, "initialDelaySeconds", 0), Seconds(probe, "periodSeconds", 10), Seconds(probe, "timeoutSeconds", 1),
            Math.Max(1, probe.Integer("successThreshold") ?? 1), Math.Max(1, probe.Integer("failureThreshold") ?? 3));
    }

    private static TimeSpan Seconds(JsonElement probe, string name, int usual) =>
        TimeSpan.FromSeconds(probe.Integer(name) is { } value && (value > 0 || usual == 0) ? value : usual);
}
