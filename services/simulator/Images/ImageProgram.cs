namespace Pipeline.Simulator.Images;

/// <summary>What the program in an image does when it runs. Hidden from the cluster, as a binary's inside is.</summary>
public sealed record ImageProgram
{
    /// <summary>Name of its process: "java", "checkout".</summary>
    public required string Process { get; init; }

    /// <summary>How it writes its log.</summary>
    public LogStyle Style { get; init; } = LogStyle.Json;

    /// <summary>From start until it serves.</summary>
    public TimeSpan StartTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether it listens: on <see cref="Ports"/>, or on the ports that its container declares.</summary>
    public bool Serves { get; init; } = true;

    /// <summary>Ports that it listens on whatever the container declares.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Cores used without any request.</summary>
    public double IdleCores { get; init; } = 0.004;

    /// <summary>CPU time of one request, in core seconds.</summary>
    public double CoreSecondsPerRequest { get; init; } = 0.004;

    /// <summary>What a request takes besides CPU and its calls.</summary>
    public TimeSpan ServiceTime { get; init; } = TimeSpan.FromMilliseconds(6);

    /// <summary>Working set without any request.</summary>
    public double IdleBytes { get; init; } = 48 << 20;

    /// <summary>Working set that one request per second adds.</summary>
    public double BytesPerRequestRate { get; init; } = 256 << 10;

    /// <summary>Growth of the working set that never comes back.</summary>
    public double LeakBytesPerSecond { get; init; }

    /// <summary>Fraction of requests answered with 500 by its own fault, 0 to 1.</summary>
    public double ErrorRate { get; init; }

    /// <summary>What the log says of such an error.</summary>
    public string ErrorText { get; init; } = "unhandled exception: index out of range";

    /// <summary>Other services that it calls to answer a request.</summary>
    public IReadOnlyList<ServiceCall> Calls { get; init; } = [];

    /// <summary>Environment variables without which it does not start.</summary>
    public IReadOnlyList<string> RequiredVariables { get; init; } = [];

    /// <summary>Whether its requests are HTTP, and counted as such.</summary>
    public bool SpeaksHttp { get; init; } = true;

    /// <summary>Whether it checks its settings at start, by the conventions of <see cref="SettingRules"/>.</summary>
    public bool ChecksSettings { get; init; }

    /// <summary>Ends by itself; null when it runs for ever.</summary>
    public ProgramExit? Exit { get; init; }

    /// <summary>Commands in the image besides the shell's.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>From the signal to stop until it has ended.</summary>
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Its exit code when it is told to stop.</summary>
    public int StopCode { get; init; } = 143;

    /// <summary>A shell, which does what its arguments say.</summary>
    public bool IsShell { get; init; }

    /// <summary>Growth of the data on its claims.</summary>
    public double VolumeBytesPerSecond { get; init; }

    /// <summary>Growth of what it writes to its own file system.</summary>
    public double DiskBytesPerSecond { get; init; }

    /// <summary>Growth of the number of its processes.</summary>
    public double ProcessesPerSecond { get; init; }

    /// <summary>Time between two lines of small talk in the log.</summary>
    public TimeSpan TalkEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Lines of small talk, in turn.</summary>
    public IReadOnlyList<string> Talk { get; init; } = [];

    /// <summary>What it writes at start.</summary>
    public IReadOnlyList<string> Greeting { get; init; } = [];

    /// <summary>Whether the image has an executable of that name or path.</summary>
    public bool HasCommand(string command) =>
        command == Process || command == $"/{Process}" || command == $"/app/{Process}" || command == $"/bin/{Process}"
        || command == $"/usr/local/bin/{Process}" || command == $"/usr/bin/{Process}" || Commands.Contains(command);
}

/// <summary>How a program ends by itself.</summary>
/// <param name="After">Since its start.</param>
/// <param name="Code">Exit code.</param>
/// <param name="LastLine">What it writes last; null for nothing.</param>
public sealed record ProgramExit(TimeSpan After, int Code, string? LastLine = null);

/// <summary>A call that a program makes to another service while it answers a request.</summary>
/// <param name="Service">"redis" in its own namespace, or "redis.cache" in another.</param>
/// <param name="PerRequest">Calls per request.</param>
/// <param name="Weight">Fraction of a failed call's requests that fail with it: 1 for a must, less for what has a fallback.</param>
public sealed record ServiceCall(string Service, double PerRequest = 1, double Weight = 1);

/// <summary>How a program writes its log.</summary>
public enum LogStyle
{
    /// <summary>One JSON object per line.</summary>
    Json,

    /// <summary>key=value.</summary>
    Logfmt,

    /// <summary>klog, as Kubernetes' own programs.</summary>
    Klog,

    /// <summary>The combined access log of web servers.</summary>
    Access,

    /// <summary>Redis' own.</summary>
    Redis,

    /// <summary>PostgreSQL's own.</summary>
    Postgres,

    /// <summary>Bare text.</summary>
    Plain,
}
