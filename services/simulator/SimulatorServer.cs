using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pipeline.Processes;
using Pipeline.Simulator.Access;
using Pipeline.Simulator.Certificates;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Metrics.Serving;
using Pipeline.Simulator.Protobuf;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Running;
using Pipeline.Simulator.Scenarios;
using Pipeline.Simulator.Serving;
using Pipeline.Simulator.Tables;

namespace Pipeline.Simulator;

/// <summary>A simulated cluster that runs: its API over TLS, its metrics, queries and faults in plain HTTP, both on 127.0.0.1.</summary>
public sealed partial class SimulatorServer : IAsyncDisposable
{
    private const string Administrator = "kubernetes-admin";
    private const string DefaultScenario = "first-minutes";

    private readonly SimulatedWorld _world;
    private readonly ClusterCertificates _certificates;
    private readonly ApiServer _api;
    private readonly WebApplication _app;
    private readonly Scenario _scenario;
    private readonly string _folder;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Task _living = Task.CompletedTask;

    private SimulatorServer(
        SimulatorOptions options, Scenario scenario, SimulatedWorld world, ClusterCertificates certificates, string folder, TimeProvider wall, ILoggerFactory logs)
    {
        (_scenario, _world, _certificates, _folder) = (scenario, world, certificates, folder);
        _log = logs.CreateLogger<SimulatorServer>();
        var free = new Queue<int>(FreePorts.Many(2));
        var (apiPort, metricsPort) = (options.ApiPort > 0 ? options.ApiPort : free.Dequeue(), options.MetricsPort > 0 ? options.MetricsPort : free.Dequeue());
        var token = RandomNumberGenerator.GetHexString(48, lowercase: true);
        _api = new ApiServer(world.Cluster, new ApiServerOptions
        {
            Tokens = new Dictionary<string, UserInfo> { [token] = new(Administrator, "", [UserInfo.Masters]) },
            TrustsClient = _certificates.HasIssued,
            Wall = wall,
            Endpoints = ApiSurface.Endpoints(
                world.Cluster, world.Cluster.Resources, world.Loop, wall, world.Nodes, world.Nodes, new SimulatedShell(world.Loop)),
            Tables = new TableSource(world.Loop),
            Decoders = [new ProtobufDecoder()],
            Failed = e => LogApiFailed(_log, e),
        });
        _app = BuildApplication(apiPort, metricsPort, logs, wall);
        Addresses = new SimulatorAddresses(
            new Uri($"https://127.0.0.1:{apiPort}"), new Uri($"http://127.0.0.1:{metricsPort}"),
            Path.GetFullPath(options.Kubeconfig ?? Path.Combine(SimulatorFile.FolderIn(folder), "kubeconfig")),
            world.Count(Kinds.Node), world.Count(Kinds.Pod));
        new Kubeconfig(Addresses.Api, _certificates.AuthorityPem)
        {
            Users = [new KubeconfigUser(Administrator, token), new KubeconfigUser("certificate", Certificate: _certificates.IssueClient(Administrator, UserInfo.Masters))],
        }.Write(Addresses.Kubeconfig);
    }

    /// <summary>Where it is.</summary>
    public SimulatorAddresses Addresses { get; }

    /// <summary>Builds a cluster, lives through its past, and opens its doors.</summary>
    /// <param name="options">What cluster.</param>
    /// <param name="dataFolder">Where its kubeconfig and address are left.</param>
    /// <param name="wall">The real time.</param>
    /// <param name="logs">Hear of what goes wrong in it.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="SimulatorException">It cannot be started as wished; the message says the way out.</exception>
    public static async Task<SimulatorServer> StartAsync(
        SimulatorOptions options, string dataFolder, TimeProvider wall, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var scenario = await ScenarioAsync(options, cancellationToken);
        var certificates = new ClusterCertificates(wall);
        var world = await Task.Run(() =>
        {
            var made = new SimulatedWorld(options, certificates.AuthorityPem, wall);
            made.LiveToPresent(wall, cancellationToken);
            return made;
        }, cancellationToken);
        var server = new SimulatorServer(options, scenario, world, certificates, dataFolder, wall, logs);
        try
        {
            await server._app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await server.DisposeAsync();
            throw new SimulatorException($"The simulated cluster cannot listen: {e.Message} Leave out simulator:apiPort and simulator:metricsPort to take free ones.", e);
        }
        server._living = world.Loop.RunAsync(options.Speed, e => LogWorkFailed(server._log, e), server._stop.Token);
        SimulatorFile.Write(dataFolder, server.Addresses);
        return server;
    }

    /// <summary>Begins the timeline of faults.</summary>
    /// <param name="tell">Hears in words of what befalls the cluster; on the cluster's thread.</param>
    public void BeginScenario(Action<string> tell) => _world.Loop.Post(() =>
    {
        _world.Faults.Changed += change => tell(Wording(change));
        new ScenarioPlayer(_world.Faults, _world.Loop, (step, problem) => tell($"the scenario's line {step.Line} cannot be done: {problem}")).Play(_scenario);
    });

    /// <summary>Closes the doors and ends the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _living;
        SimulatorFile.Remove(_folder, Addresses);
        await _app.DisposeAsync();
        _api.Dispose();
        _world.Dispose();
        _certificates.Dispose();
        _stop.Dispose();
    }

    private static async Task<Scenario> ScenarioAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        if (options.Scenario is null && options.Cluster is not SimulatedSize.Shop)
            return new Scenario("none", "", []);
        var name = options.Scenario ?? DefaultScenario;
        var text = ScenarioFile.Examples.GetValueOrDefault(name);
        if (text is null && !File.Exists(name))
        {
            throw new SimulatorException(
                $"simulator:scenario \"{name}\" is neither a file nor one of {string.Join(", ", ScenarioFile.Examples.Keys.Order(StringComparer.Ordinal))}.");
        }
        try
        {
            return ScenarioFile.Parse(text ?? await File.ReadAllTextAsync(name, cancellationToken));
        }
        catch (ScenarioException e)
        {
            throw new SimulatorException($"simulator:scenario {name}, {e.Message}.", e);
        }
    }

    private static string Wording(FaultChange change) =>
        $"{change.Fault.Fault}{(change.Fault.Target is { } target ? $" on {target}" : "")} {(change.Began ? "begins" : "is over")}";

    private WebApplication BuildApplication(int apiPort, int metricsPort, ILoggerFactory logs, TimeProvider wall)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 << 20; // the API refuses above 3 MiB with words of its own
            kestrel.Listen(IPAddress.Loopback, apiPort, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(_certificates.Configure);
            });
            kestrel.Listen(IPAddress.Loopback, metricsPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.MapWhen(http => http.Connection.LocalPort == apiPort, api => api.UseRouting().UseEndpoints(routes => _api.Map(routes)));
        app.UseRouting();
        app.MapMonitoring(_world.Monitoring, wall);
        app.MapFaults(_world.Faults, _world.Loop);
        return app;
    }

    [LoggerMessage(8001, LogLevel.Error, "The simulated API failed to answer a request")]
    private static partial void LogApiFailed(ILogger logger, Exception exception);

    [LoggerMessage(8002, LogLevel.Error, "A piece of work of the simulated cluster failed; it goes on")]
    private static partial void LogWorkFailed(ILogger logger, Exception exception);
}
