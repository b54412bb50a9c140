using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Load;

/// <summary>Lets requests flow through the cluster, step by step, along the calls that services make to each other.</summary>
/// <remarks>
/// Each step goes forward (how many requests reach which pod), then over the nodes (what CPU and memory they get), then
/// backward (how long the answers take and how many fail), and writes counters and logs. A fluid model: rates, no single requests.
/// </remarks>
internal sealed class LoadModel
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly NodeContext _context;
    private readonly Fleet _fleet;
    private readonly MachineUse _machines;
    private readonly CallOutcomes _outcomes;
    private readonly Dictionary<ServiceKey, Site> _sites = [];
    private readonly List<Site> _calleesFirst = [];

    public LoadModel(NodeContext context, Fleet fleet)
    {
        (_context, _fleet) = (context, fleet);
        Directory = new ServiceDirectory();
        Rules = new NetworkRules(context.Cluster);
        Dns = new ClusterDns(context.Cluster, Directory);
        Claims = new ClaimVolumes(context);
        _machines = new MachineUse(context, Claims);
        _outcomes = new CallOutcomes(context, Rules, Dns, Claims);
    }

    public ServiceDirectory Directory { get; }

    public NetworkRules Rules { get; }

    public ClusterDns Dns { get; }

    public ClaimVolumes Claims { get; }

    /// <summary>Requests from outside.</summary>
    public List<TrafficSource> Traffic { get; } = [];

    /// <summary>The services of the newest step, as far as requests reach them.</summary>
    public IReadOnlyDictionary<ServiceKey, Site> Sites => _sites;

    /// <summary>What the outside sends times this, by service.</summary>
    public Dictionary<ServiceKey, double> Surges { get; } = [];

    public void Start()
    {
        Directory.Start(_context.Cluster);
        Rules.Start();
        Claims.Start();
        _context.Cluster.Watch(Kinds.Secret, SecretChanged);
        _context.Loop.Every(Period, Step);
    }

    private void Step()
    {
        var now = _context.Now;
        var seconds = Period.TotalSeconds;
        Reset();
        foreach (var source in Traffic)
            Visit(source.Service);
        foreach (var source in Traffic)
        {
            _sites[source.Service].Arriving += Rate(source, now);
            _sites[source.Service].IsEntry = true;
        }
        for (var i = _calleesFirst.Count - 1; i >= 0; i--)
            Spread(_calleesFirst[i]);
        foreach (var kubelet in _fleet.Kubelets)
            _machines.Step(kubelet, seconds);
        Dns.Step(_calleesFirst.Sum(s => s.Lookups) * seconds);
        foreach (var site in _calleesFirst)
            _outcomes.Decide(site, _sites, seconds);
        foreach (var kubelet in _fleet.Kubelets)
            kubelet.CheckPressure();
    }

    private void Reset()
    {
        _sites.Clear();
        _calleesFirst.Clear();
        foreach (var kubelet in _fleet.Kubelets)
        {
            foreach (var pod in kubelet.Pods)
            {
                foreach (var (_, run) in pod.Running)
                    run.Arriving = 0;
            }
        }
    }

    private double Rate(TrafficSource source, DateTimeOffset now) =>
        source.At(now) * Surges.GetValueOrDefault(source.Service, 1) * (0.94 + (0.12 * _context.Random.NextDouble()));

    /// <summary>Finds a service's pods and, before it comes into the order, all that it calls; a circle of calls is cut where it closes.</summary>
    private Site Visit(ServiceKey key)
    {
        if (_sites.TryGetValue(key, out var known))
            return known;
        var site = new Site(key, Directory.TargetPort(key)) { Exists = Directory.Exists(key) };
        _sites.Add(key, site);
        foreach (var endpoint in Directory.ReadyEndpoints(key))
        {
            var kubelet = _fleet.Find(endpoint.Node);
            if (kubelet?.Find(endpoint.PodUid) is { } pod)
                site.Backends.Add(new Backend(pod, kubelet.Machine.IsUp ? ServingRun(pod, site.Port) : null, kubelet.Machine));
        }
        foreach (var call in site.Backends.SelectMany(b => b.Run?.Program.Calls ?? []).DistinctBy(c => c.Service))
            Visit(ServiceKey.Of(call.Service, key.Namespace));
        _calleesFirst.Add(site);
        return site;
    }

    private ContainerRun? ServingRun(PodLife pod, int port)
    {
        ContainerRun? any = null;
        foreach (var (_, run) in pod.Running)
        {
            if (!run.Program.Serves || run.IsScript || run.Stopping || _context.Now < run.StartedAt + run.Program.StartTime)
                continue;
            if (port == 0 || run.Listens(port))
                return run;
            any ??= run.Spec.Ports.Count == 0 ? run : null;
        }
        return any;
    }

    private void Spread(Site site)
    {
        foreach (var backend in site.Backends)
        {
            backend.Arriving = site.Arriving / site.Backends.Count;
            if (backend.Run is not { } run)
                continue;
            run.Arriving += backend.Arriving;
            foreach (var call in run.Program.Calls)
            {
                var calls = backend.Arriving * run.Served * call.PerRequest;
                site.Lookups += calls * 0.3;
                if (_sites.TryGetValue(ServiceKey.Of(call.Service, site.Key.Namespace), out var callee) && _outcomes.Reaches(backend, site.Key.Namespace, callee))
                    callee.Arriving += calls * (1 - Dns.Failing);
            }
        }
    }

    private void SecretChanged(WatchEvent e)
    {
        foreach (var kubelet in _fleet.Kubelets)
        {
            foreach (var pod in kubelet.Pods.Where(p => p.Object.Key.Namespace == e.Current.Key.Namespace))
            {
                foreach (var (_, run) in pod.Running.Where(r => r.Run.Credentials.Count > 0))
                    run.HasStaleCredentials = run.Credentials.Any(c => !StillHolds(pod, c.Key, c.Value));
            }
        }
    }

    private bool StillHolds(PodLife pod, string path, string value)
    {
        var slash = path.IndexOf('/');
        return _context.Cluster.Find(Kinds.Secret, pod.Object.Key.Namespace, path[..slash]) is not { } secret
            || ContainerSettings.ValueOf(secret, path[(slash + 1)..]) is not { } now || now == value;
    }
}

/// <summary>A service in one step of the load model.</summary>
/// <param name="port">Number of the port in its pods; 0 for unknown.</param>
internal sealed class Site(ServiceKey key, int port)
{
    public ServiceKey Key { get; } = key;

    public int Port { get; } = port;

    public bool Exists { get; init; }

    /// <summary>Requests come to it from outside the cluster.</summary>
    public bool IsEntry { get; set; }

    public List<Backend> Backends { get; } = [];

    /// <summary>Requests per second.</summary>
    public double Arriving { get; set; }

    /// <summary>Look-ups of names per second.</summary>
    public double Lookups { get; set; }

    /// <summary>Fraction of requests that fail.</summary>
    public double Failure { get; set; }

    /// <summary>Mean time of an answer in s.</summary>
    public double Latency { get; set; }

    /// <summary>How its callers word a failure.</summary>
    public string Text { get; set; } = "";
}

/// <summary>A ready pod of a service in one step.</summary>
/// <param name="run">Null when nothing answers there.</param>
internal sealed class Backend(PodLife pod, ContainerRun? run, Machine machine)
{
    public PodLife Pod { get; } = pod;

    public ContainerRun? Run { get; } = run;

    public Machine Machine { get; } = machine;

    public double Arriving { get; set; }
}
