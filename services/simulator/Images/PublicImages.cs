namespace Pipeline.Simulator.Images;

/// <summary>The images of the public registries that people use without thinking, and what their programs do.</summary>
internal static class PublicImages
{
    private const double Mi = 1 << 20;

    private static readonly ImageProgram Shell = new()
    {
        Process = "sh",
        Style = LogStyle.Plain,
        IsShell = true,
        Serves = false,
        IdleCores = 0,
        IdleBytes = 1 * Mi,
        Exit = new ProgramExit(TimeSpan.FromMilliseconds(50), 0),
        StopTime = TimeSpan.FromDays(1), // a shell as process 1 does not hear SIGTERM
    };

    private static readonly Dictionary<string, ImageProgram> Known = new(StringComparer.Ordinal)
    {
        ["busybox"] = Shell,
        ["alpine"] = Shell,
        ["debian"] = Shell,
        ["ubuntu"] = Shell,
        ["bash"] = Shell,
        ["hello-world"] = Shell with { Process = "hello", Greeting = ["", "Hello from Docker!", "This message shows that your installation appears to be working correctly."] },
        ["curl"] = Shell with { Process = "curl", Commands = ["curl"] },
        ["python"] = Shell with { Process = "python3", Commands = ["python", "python3"] },
        ["node"] = Shell with { Process = "node", Commands = ["node", "npm"] },
        ["perl"] = Shell with { Process = "perl", Commands = ["perl"], Exit = new ProgramExit(TimeSpan.FromSeconds(6), 0) },
        ["pause"] = new ImageProgram { Process = "pause", Serves = false, IdleCores = 0, IdleBytes = 0.5 * Mi, StartTime = TimeSpan.Zero },
        ["nginx"] = new ImageProgram
        {
            Process = "nginx",
            Style = LogStyle.Access,
            StartTime = TimeSpan.FromSeconds(1),
            Ports = [80],
            StopCode = 0,
            CoreSecondsPerRequest = 0.0005,
            ServiceTime = TimeSpan.FromMilliseconds(1),
            IdleCores = 0.001,
            IdleBytes = 6 * Mi,
            BytesPerRequestRate = 8 << 10,
            Commands = ["nginx", "/docker-entrypoint.sh"],
            Greeting = ["/docker-entrypoint.sh: Configuration complete; ready for start up"],
        },
        ["redis"] = new ImageProgram
        {
            Process = "redis-server",
            Style = LogStyle.Redis,
            SpeaksHttp = false,
            StartTime = TimeSpan.FromSeconds(1),
            Ports = [6379],
            StopCode = 0,
            CoreSecondsPerRequest = 0.0001,
            ServiceTime = TimeSpan.FromMilliseconds(0.4),
            IdleCores = 0.003,
            IdleBytes = 12 * Mi,
            BytesPerRequestRate = 40 << 10,
            VolumeBytesPerSecond = 40,
            Commands = ["redis-server", "docker-entrypoint.sh"],
            Greeting = ["oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo", "Ready to accept connections tcp"],
            Talk = ["100 changes in 300 seconds. Saving...", "Background saving terminated with success"],
            TalkEvery = TimeSpan.FromMinutes(5),
        },
        ["postgres"] = new ImageProgram
        {
            Process = "postgres",
            Style = LogStyle.Postgres,
            SpeaksHttp = false,
            StartTime = TimeSpan.FromSeconds(3),
            Ports = [5432],
            StopCode = 0,
            CoreSecondsPerRequest = 0.0008,
            ServiceTime = TimeSpan.FromMilliseconds(2),
            IdleCores = 0.005,
            IdleBytes = 60 * Mi,
            BytesPerRequestRate = 200 << 10,
            RequiredVariables = ["POSTGRES_PASSWORD"],
            VolumeBytesPerSecond = 900,
            Commands = ["postgres", "docker-entrypoint.sh"],
            Greeting = ["listening on IPv4 address \"0.0.0.0\", port 5432", "database system is ready to accept connections"],
            Talk = ["checkpoint starting: time", "checkpoint complete: wrote 214 buffers (1.3%); 0 WAL file(s) added, 0 removed, 0 recycled"],
            TalkEvery = TimeSpan.FromMinutes(5),
        },
        ["rabbitmq"] = Server("beam.smp", 5672, 120 * Mi),
        ["mysql"] = Server("mysqld", 3306, 350 * Mi),
        ["mariadb"] = Server("mariadbd", 3306, 120 * Mi),
        ["mongo"] = Server("mongod", 27017, 140 * Mi),
        ["memcached"] = Server("memcached", 11211, 4 * Mi),
        ["httpd"] = Server("httpd", 80, 12 * Mi) with { Style = LogStyle.Access },
        ["traefik"] = Server("traefik", 80, 50 * Mi),
        ["prometheus"] = Server("prometheus", 9090, 220 * Mi) with { VolumeBytesPerSecond = 2000, Style = LogStyle.Logfmt },
        ["alertmanager"] = Server("alertmanager", 9093, 28 * Mi) with { Style = LogStyle.Logfmt },
        ["grafana"] = Server("grafana", 3000, 90 * Mi) with { Style = LogStyle.Logfmt },
        ["node-exporter"] = Server("node_exporter", 9100, 14 * Mi) with { Style = LogStyle.Logfmt },
        ["kube-state-metrics"] = Server("kube-state-metrics", 8080, 26 * Mi) with { Style = LogStyle.Klog },
        ["metrics-server"] = Server("metrics-server", 10250, 32 * Mi) with { Style = LogStyle.Klog },
        ["coredns"] = Server("coredns", 53, 18 * Mi) with
        {
            Style = LogStyle.Plain,
            Ports = [53, 8080, 8181, 9153],
            CoreSecondsPerRequest = 0.00004,
            Greeting = [".:53", "[INFO] plugin/reload: Running configuration SHA512 = 591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908", "CoreDNS-1.11.3"],
        },
        ["kube-proxy"] = Server("kube-proxy", 10256, 20 * Mi) with { Style = LogStyle.Klog },
        ["controller"] = Server("nginx-ingress-controller", 80, 110 * Mi) with { Style = LogStyle.Access, Ports = [80, 443, 10254] },
        ["agnhost"] = Server("agnhost", 8080, 6 * Mi),
        ["echoserver"] = Server("nginx", 8080, 6 * Mi) with { Style = LogStyle.Access },
        ["fluent-bit"] = Server("fluent-bit", 2020, 22 * Mi) with { Style = LogStyle.Plain },
    };

    private static readonly ImageProgram Unknown = new() { Process = "app", ChecksSettings = true };

    /// <summary>Whether a public registry has the repository: on docker.io single names are the known ones only; an organisation's we take for given.</summary>
    public static bool Knows(ImageReference image) =>
        Known.ContainsKey(Base(image)) || (!image.Repository.StartsWith("library/", StringComparison.Ordinal) && image.Repository.Contains('/'));

    public static ImageProgram ProgramOf(ImageReference image) => Known.GetValueOrDefault(Base(image), Unknown);

    private static string Base(ImageReference image) => image.Repository[(image.Repository.LastIndexOf('/') + 1)..];

    private static ImageProgram Server(string process, int port, double bytes) => new()
    {
        Process = process,
        Ports = [port],
        IdleBytes = bytes,
        IdleCores = 0.004,
        CoreSecondsPerRequest = 0.001,
        ServiceTime = TimeSpan.FromMilliseconds(2),
        StopCode = 0,
        Style = LogStyle.Plain,
        Commands = [process],
        Greeting = [$"{process} listening on :{port}"],
    };
}
