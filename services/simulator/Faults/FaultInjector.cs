using System.Globalization;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Faults;

/// <summary>Lets things of the world fall ill, and get well again, by name.</summary>
/// <remarks>On the loop; <see cref="FaultEndpoints"/> brings requests there.</remarks>
public sealed class FaultInjector(WorldModel world)
{
    private const int MostActive = 200;
    private static readonly Dictionary<string, ResourceKind> Workloads = new(StringComparer.OrdinalIgnoreCase)
    {
        ["deployment"] = Kinds.Deployment,
        ["deploy"] = Kinds.Deployment,
        ["statefulset"] = Kinds.StatefulSet,
        ["sts"] = Kinds.StatefulSet,
        ["daemonset"] = Kinds.DaemonSet,
        ["ds"] = Kinds.DaemonSet,
    };

    private readonly Dictionary<string, (ActiveFault Fault, FaultEffect Effect, IDisposable? End)> _active = new(StringComparer.Ordinal);
    private int _number;

    /// <summary>What is ill now, oldest first.</summary>
    public IReadOnlyList<ActiveFault> Active => [.. _active.Values.Select(a => a.Fault).OrderBy(f => f.StartedAt).ThenBy(f => f.Id, StringComparer.Ordinal)];

    /// <summary>Tells of every fault that begins or ends.</summary>
    public event Action<FaultChange>? Changed;

    /// <summary>Starts a fault.</summary>
    /// <exception cref="FaultException">The wish cannot be fulfilled; nothing has changed.</exception>
    public ActiveFault Start(FaultRequest request)
    {
        var kind = FaultCatalogue.Find(request.Fault);
        var subject = Subject(kind, request.Target);
        var parameters = Checked(kind, request.Parameters ?? new Dictionary<string, string>());
        if (request.For <= TimeSpan.Zero)
            throw new FaultException("for", request.For.ToString(), "a duration must be positive", "Write a time such as 10m");
        if (_active.Count >= MostActive)
            throw new FaultException("fault", request.Fault, $"{MostActive} faults are active already", "Clear some first");
        var id = request.Id ?? $"{kind.Name}-{++_number}";
        if (_active.ContainsKey(id))
            throw new FaultException("id", id, "an active fault has this id", "Choose another id, or clear that fault first");

        var effect = new FaultEffect(world, kind, subject, parameters);
        try
        {
            kind.Begin(effect);
        }
        catch (StatusException e)
        {
            effect.Clear();
            throw new FaultException("target", request.Target, $"the cluster refused: {e.Message}", "Choose another target, or repair this one first");
        }
        catch (FaultException)
        {
            effect.Clear();
            throw;
        }
        var now = world.Context.Now;
        var fault = new ActiveFault(id, kind.Name, request.Target, parameters, now, now + request.For);
        _active.Add(id, (fault, effect, request.For is { } duration ? world.Context.Loop.After(duration, () => Clear(id)) : null));
        Changed?.Invoke(new FaultChange(fault, Began: true));
        return fault;
    }

    /// <summary>Clears a fault and undoes what of it is still there.</summary>
    /// <returns>False when no active fault has this id.</returns>
    public bool Clear(string id)
    {
        if (!_active.Remove(id, out var active))
            return false;
        active.End?.Dispose();
        active.Effect.Clear();
        Changed?.Invoke(new FaultChange(active.Fault, Began: false));
        return true;
    }

    /// <summary>Clears all, the newest first.</summary>
    public void ClearAll()
    {
        foreach (var fault in Active.Reverse())
            Clear(fault.Id);
    }

    private static Dictionary<string, string> Checked(FaultKind kind, IReadOnlyDictionary<string, string> said)
    {
        var parameters = kind.Parameters.ToDictionary(p => p.Name, p => p.Default, StringComparer.Ordinal);
        foreach (var (name, value) in said)
        {
            var parameter = kind.Parameters.FirstOrDefault(p => p.Name == name) ?? throw new FaultException($"parameters.{name}", value,
                $"{kind.Name} has no such parameter", kind.Parameters.Count == 0 ? "It has none" : $"It has {string.Join(", ", kind.Parameters.Select(p => p.Name))}");
            if (parameter.Least is { } least && !(double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= parameter.Most))
            {
                throw new FaultException($"parameters.{name}", value, "out of range",
                    string.Create(CultureInfo.InvariantCulture, $"Write a number from {least} to {parameter.Most}: {parameter.Description}"));
            }
            if (value.Length > 500)
                throw new FaultException($"parameters.{name}", value[..40] + "…", "too long", "Write at most 500 characters");
            parameters[name] = value;
        }
        return parameters;
    }

    private FaultSubject Subject(FaultKind kind, string? target)
    {
        var cluster = world.Context.Cluster;
        switch (kind.Target)
        {
            case FaultTarget.Cluster:
                return string.IsNullOrEmpty(target) ? new FaultSubject(cluster.Find(Kinds.Namespace, "", "kube-system") ?? throw NoSuch(target, "namespace kube-system"))
                    : throw new FaultException("target", target, $"{kind.Name} strikes the whole cluster", "Leave the target out");
            case FaultTarget.Node:
                return new FaultSubject(cluster.Find(Kinds.Node, "", LastPart(target)) ?? throw NoSuch(target, "node", cluster.List(Kinds.Node)));
            case FaultTarget.Namespace:
                return new FaultSubject(cluster.Find(Kinds.Namespace, "", LastPart(target)) ?? throw NoSuch(target, "namespace", cluster.List(Kinds.Namespace)));
        }
        var parts = (target ?? "").Split('/');
        var form = kind.Target == FaultTarget.CronJob ? "namespace/cronjob/name" : "namespace/deployment/name (or statefulset, daemonset)";
        if (parts.Length != 3)
            throw new FaultException("target", target, $"{kind.Name} strikes one object", $"Write {form}");
        var resource = kind.Target == FaultTarget.CronJob
            ? parts[1].Equals("cronjob", StringComparison.OrdinalIgnoreCase) ? Kinds.CronJob : null
            : Workloads.GetValueOrDefault(parts[1]);
        if (resource is null)
            throw new FaultException("target", target, $"{kind.Name} does not strike a {parts[1]}", $"Write {form}");
        return new FaultSubject(cluster.Find(resource, parts[0], parts[2]) ?? throw NoSuch(target, resource.Kind, cluster.List(resource, parts[0])));
    }

    private static string LastPart(string? target) => target is null ? "" : target[(target.LastIndexOf('/') + 1)..];

    private static FaultException NoSuch(string? target, string what, IEnumerable<StoredObject>? there = null)
    {
        List<string> names = [.. (there ?? []).Select(o => o.Key.Name).Take(20)];
        return new FaultException("target", target, $"there is no such {what}", names.Count == 0 ? "None exists" : $"There is {string.Join(", ", names)}");
    }
}
