using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Faults;

/// <summary>One fault at work: what it may do to the world, and how each of its deeds is undone.</summary>
/// <remarks>It changes objects as a pipeline of deliveries would, so that the objects tell the story and kubectl can heal them.</remarks>
internal sealed class FaultEffect(WorldModel world, FaultKind kind, FaultSubject subject, IReadOnlyDictionary<string, string> parameters)
{
    private static readonly WriteOptions AsDeployer = new("system:serviceaccount:ci:deployer", "ci-deployer");
    private readonly Stack<Action> _undo = [];

    public WorldModel World { get; } = world;

    public FaultSubject Subject { get; } = subject;

    public ICluster Cluster => World.Context.Cluster;

    public DateTimeOffset Now => World.Context.Now;

    public string Text(string parameter) => parameters.GetValueOrDefault(parameter) ?? kind.Parameters.First(p => p.Name == parameter).Default;

    public double Number(string parameter) => double.Parse(Text(parameter), CultureInfo.InvariantCulture);

    public TimeSpan Seconds(string parameter) => TimeSpan.FromSeconds(Number(parameter));

    /// <summary>Remembers how to undo something; the last deed is undone first.</summary>
    public void OnClear(Action undo) => _undo.Push(undo);

    /// <summary>Undoes all; what somebody else has changed meanwhile stays as it is.</summary>
    public void Clear()
    {
        while (_undo.TryPop(out var undo))
        {
            try
            {
                undo();
            }
            catch (StatusException)
            {
                // the object is gone or was treated: nothing to undo in it
            }
        }
    }

    /// <summary>Does something again and again until cleared.</summary>
    public void Every(TimeSpan period, Action action)
    {
        var repeated = World.Context.Loop.Every(period, action);
        OnClear(repeated.Dispose);
    }

    /// <summary>Changes an object.</summary>
    /// <param name="change">Called more than once: its outcome must not depend on what it did before.</param>
    public void Change(ResourceKind kind, string ns, string name, Action<JsonObject> change, string? subresource = null)
    {
        if (Cluster.Find(kind, ns, name) is not { } found)
            throw new FaultException("target", $"{ns}/{name}", $"there is no such {kind.Kind}", "Name one that exists");
        var before = found.ToJson();
        var after = found.ToJson();
        change(after);
        var options = AsDeployer with { Subresource = subresource };
        if (Cluster.Modify(kind, ns, name, change, options)?.ToJson() is { } written)
        {
            foreach (var part in written.Select(p => p.Key).Where(p => p is not ("metadata" or "status") || (p == "status" && subresource == "status")).ToList())
                after[part] = written[part]?.DeepClone(); // with the defaults that the server has added
        }
        OnClear(() => Cluster.Modify(kind, ns, name, json => JsonRevert.Apply(json, before, after), options));
    }

    /// <summary>Creates an object.</summary>
    public void Create(ResourceKind kind, JsonObject json)
    {
        var (ns, name) = ((string?)json["metadata"]!["namespace"] ?? "", (string)json["metadata"]!["name"]!);
        json["apiVersion"] = kind.ApiVersion;
        json["kind"] = kind.Kind;
        var created = Cluster.Create(kind, json, AsDeployer);
        OnClear(() =>
        {
            if (Cluster.Find(kind, ns, name) is { } now && now.Uid == created.Uid)
                Cluster.Delete(kind, ns, name, new DeleteOptions(AsDeployer.User));
        });
    }

    /// <summary>Deletes an object; clearing creates it again unless somebody has.</summary>
    public void Delete(StoredObject found)
    {
        var again = found.ToJson();
        foreach (var server in new[] { "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields" })
            again["metadata"]!.AsObject().Remove(server);
        Cluster.Delete(found.Kind, found.Key.Namespace, found.Key.Name, new DeleteOptions(AsDeployer.User));
        OnClear(() =>
        {
            if (Cluster.Find(found.Kind, found.Key.Namespace, found.Key.Name) is null)
                Cluster.Create(found.Kind, again, AsDeployer);
        });
    }

    /// <summary>Deletes a pod; its controller makes another.</summary>
    public void Restart(StoredObject pod) => Cluster.Delete(Kinds.Pod, pod.Key.Namespace, pod.Key.Name, new DeleteOptions(AsDeployer.User));

    /// <summary>Changes the workload's template: a new revision.</summary>
    public void ChangeTemplate(Action<JsonObject> change) =>
        Change(Subject.Kind, Subject.Namespace, Subject.Name, json => change(json["spec"]!["template"]!.AsObject()));

    /// <summary>Changes the container that the fault is about.</summary>
    public void ChangeContainer(Action<JsonObject> change) => ChangeTemplate(template => change(ContainerOf(template)));

    /// <summary>Rolls the pods over without another change, as "kubectl rollout restart" does.</summary>
    public void RestartWorkload() => Cluster.Modify(Subject.Kind, Subject.Namespace, Subject.Name, json =>
    {
        var metadata = json["spec"]!["template"]!.AsObject().Member("metadata");
        metadata.Member("annotations")["kubectl.kubernetes.io/restartedAt"] = Now.ToApiTime();
    }, AsDeployer);

    /// <summary>Delivers another version of the workload's program: the next tag of its image.</summary>
    public void Release(Func<ImageProgram, ImageProgram> change)
    {
        var image = ImageReference.Parse(Container.Text("image") ?? "")
            ?? throw new FaultException("target", Container.Text("image"), "its image is malformed", "Repair the image first");
        var next = NextVersion(image);
        World.Images.Publish(next, change(World.Images.ProgramOf(image)));
        ChangeContainer(container => container["image"] = next);
    }

    /// <summary>The container that the fault is about: the first one.</summary>
    public static JsonObject ContainerOf(JsonObject template) => template["spec"]!["containers"]![0]!.AsObject();

    /// <summary>The same container in the workload as it is now.</summary>
    public JsonElement Container => Subject.Object.Root.Items("spec", "template", "spec", "containers").First();

    /// <summary>The workload's pods.</summary>
    public IEnumerable<StoredObject> Pods => Subject.Pods(Cluster);

    /// <summary>The workload's running containers.</summary>
    public IEnumerable<ContainerRun> Runs => Pods.Select(p => World.Fleet.FindPod(p.Uid)).OfType<PodLife>().SelectMany(p => p.Running.Select(r => r.Run));

    private string NextVersion(ImageReference image)
    {
        var tag = image.Tag.Length == 0 ? "1.0.0" : image.Tag;
        do
            tag = Bump(tag);
        while (World.Images.IsPublished(image with { Tag = tag, Digest = "" }));
        var name = image.Registry == "docker.io" ? image.Repository.Replace("library/", "", StringComparison.Ordinal) : image.Name;
        return $"{name}:{tag}";
    }

    private static string Bump(string tag)
    {
        var end = tag.Length;
        while (end > 0 && !char.IsAsciiDigit(tag[end - 1]))
            end--;
        var begin = end;
        while (begin > 0 && char.IsAsciiDigit(tag[begin - 1]))
            begin--;
        return begin == end || end - begin > 9
            ? $"{tag}-r2"
            : string.Create(CultureInfo.InvariantCulture, $"{tag[..begin]}{int.Parse(tag[begin..end], CultureInfo.InvariantCulture) + 1}{tag[end..]}");
    }
}

/// <summary>What a fault strikes: a workload, a cron job, a node or a namespace as it is now.</summary>
internal sealed record FaultSubject(StoredObject Object)
{
    public ResourceKind Kind => Object.Kind;

    public string Namespace => Object.Key.Namespace;

    public string Name => Object.Key.Name;

    /// <summary>The pods that the workload's selector finds.</summary>
    public IEnumerable<StoredObject> Pods(ICluster cluster)
    {
        var labels = Object.Root.Members("spec", "selector", "matchLabels").Select(l => (l.Name, Value: l.Value.GetString())).ToList();
        return labels.Count == 0 ? [] : [.. cluster.List(Kinds.Pod, Namespace).Where(p => labels.All(l => p.Labels.GetValueOrDefault(l.Name) == l.Value))];
    }
}
