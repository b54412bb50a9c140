using Pipeline.Simulator.Images;
using Pipeline.Simulator.Load;

namespace Pipeline.Simulator.Nodes;

/// <summary>One run of a container: from its start to its exit.</summary>
/// <remarks>The load model writes what it uses; the kubelet reads that. On the loop.</remarks>
internal sealed class ContainerRun(
    string id, ContainerSpec spec, ImageProgram program, bool isScript, DateTimeOffset startedAt, IReadOnlyDictionary<string, string> settings)
{
    /// <summary>"containerd://…".</summary>
    public string Id { get; } = id;

    /// <summary>Its cgroup, as exporters name it; null until it is asked for.</summary>
    public string? Cgroup { get; set; }

    public ContainerSpec Spec { get; } = spec;

    public ImageProgram Program { get; } = program;

    /// <summary>Whether it runs a script instead of the image's own program.</summary>
    public bool IsScript { get; } = isScript;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>Environment and mounted keys as they were at the start.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; } = settings;

    /// <summary>The secrets behind its environment at the start: "name/key" and value.</summary>
    public Dictionary<string, string> Credentials { get; } = new(StringComparer.Ordinal);

    public ContainerLog Log { get; } = new();

    /// <summary>Told to stop; it serves no more.</summary>
    public bool Stopping { get; set; }

    /// <summary>What is wrong with this process, and goes with it.</summary>
    public Impairment Impairment { get; set; } = Impairment.None;

    public double Cores { get; set; }

    public double CpuSeconds { get; set; }

    public double Periods { get; set; }

    public double ThrottledPeriods { get; set; }

    public double ThrottledSeconds { get; set; }

    public double WorkingSetBytes { get; set; } = program.IdleBytes * 0.6;

    public double LeakedBytes { get; set; }

    public double DiskBytes { get; set; }

    public double Processes { get; set; } = 3;

    /// <summary>Requests per second that reach it now.</summary>
    public double Arriving { get; set; }

    /// <summary>Fraction of them that its CPU suffices for.</summary>
    public double Served { get; set; } = 1;

    /// <summary>How much longer its own work takes than on an idle machine.</summary>
    public double Slowdown { get; set; } = 1;

    /// <summary>Time that requests wait for their turn.</summary>
    public TimeSpan Queueing { get; set; }

    /// <summary>A secret that it read at its start has another value now: what it logs on to refuses it.</summary>
    public bool HasStaleCredentials { get; set; }

    /// <summary>When it says something next without being asked.</summary>
    public DateTimeOffset NextTalk { get; set; } = startedAt + (program.TalkEvery / 2);

    public int Talked { get; set; }

    public Dictionary<ServiceKey, RequestCounters> Requests { get; } = [];

    /// <summary>How long an answer to a probe takes now.</summary>
    public TimeSpan ProbeLatency { get; set; } = TimeSpan.FromMilliseconds(2);

    public bool IsServing(DateTimeOffset now) =>
        Program.Serves && !IsScript && !Stopping && !Impairment.Deadlocked && now >= StartedAt + Program.StartTime;

    public bool Listens(int port) => Program.Ports.Count > 0 ? Program.Ports.Contains(port) : Spec.Ports.Count == 0 || Spec.Ports.Contains(port);
}

/// <summary>A fault inside a running process: a restart is rid of it.</summary>
/// <param name="AddedLatency">On each request.</param>
/// <param name="ErrorRate">Fraction of requests that fail.</param>
/// <param name="Deadlocked">It answers nothing at all.</param>
/// <param name="Text">What its log says meanwhile.</param>
internal sealed record Impairment(TimeSpan AddedLatency, double ErrorRate, bool Deadlocked, string Text)
{
    public static readonly Impairment None = new(TimeSpan.Zero, 0, false, "");
}
