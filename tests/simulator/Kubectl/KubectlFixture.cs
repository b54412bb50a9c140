using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Simulator.Access;
using Pipeline.Simulator.Certificates;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Protobuf;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Serving;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tables;
using Pipeline.Simulator.Time;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Kubectl;

/// <summary>The API server over TLS, without controllers and kubelets, and a real kubectl that talks to it.</summary>
public sealed class KubectlFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClusterCertificates _certificates = new(TimeProvider.System);
    private readonly CancellationTokenSource _ending = new();
    private readonly SimulationLoop _loop = new(TimeProvider.System.GetUtcNow(), TimeProvider.System);
    private SimulatedCluster? _cluster;
    private ApiServer? _server;
    private WebApplication? _application;
    private Task _living = Task.CompletedTask;

    /// <summary>The cluster behind the server.</summary>
    public SimulatedCluster Cluster => _cluster ?? throw new InvalidOperationException("not started");

    /// <summary>What the containers write and use.</summary>
    public SomeWorld World { get; } = new();

    /// <summary>Where the server listens.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1");

    /// <summary>What a client has to trust.</summary>
    public X509ChainPolicy Trust => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        CustomTrustStore = { X509Certificate2.CreateFromPem(_certificates.AuthorityPem) },
    };

    /// <summary>The kubeconfig with an administrator's certificate.</summary>
    public string Kubeconfig => _folder.Combine("kubeconfig");

    private KubectlProgram Program => new(Kubeconfig, _folder.Path);

    public async Task InitializeAsync()
    {
        _cluster = ClusterBootstrap.Create(new ObjectStore(), _loop);
        _server = new ApiServer(_cluster, new ApiServerOptions
        {
            Tokens = new Dictionary<string, UserInfo> { ["admin-token"] = new("admin", "", [UserInfo.Masters]), ["nobody-token"] = new("nobody", "", []) },
            TrustsClient = _certificates.HasIssued,
            Endpoints = ApiSurface.Endpoints(_cluster, _cluster.Resources, _loop, TimeProvider.System, World, World, new SimulatedShell(_loop)),
            Tables = new TableSource(_loop),
            Decoders = [new ProtobufDecoder()],
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificates.Configure)));
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Run(_server.InvokeAsync);
        await _application.StartAsync();
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        new Simulator.Certificates.Kubeconfig(Address, _certificates.AuthorityPem)
        {
            Users =
            [
                new KubeconfigUser("admin", Certificate: _certificates.IssueClient("simulated-admin", UserInfo.Masters)),
                new KubeconfigUser("nobody", "nobody-token"),
            ],
        }.Write(Kubeconfig);
        _living = _loop.RunAsync(1, _ => { }, _ending.Token);
    }

    public async Task DisposeAsync()
    {
        await _ending.CancelAsync();
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_application is not null)
            await _application.DisposeAsync();
        _server?.Dispose();
        _cluster?.Dispose();
        _certificates.Dispose();
        _ending.Dispose();
        await _folder.DisposeAsync();
    }

    /// <summary>Makes a pod with one container, app, that runs.</summary>
    public StoredObject RunPod(string name, string node)
    {
        var kubelet = new WriteOptions($"system:node:{node}", "kubelet");
        if (Cluster.Find(Kinds.ServiceAccount, "default", "default") is null)
            Cluster.Create(Kinds.ServiceAccount, Json("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default","namespace":"default"}}"""), kubelet);
        Cluster.Create(Kinds.Pod, Json($$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"default"},
             "spec":{"nodeName":"{{{node}}}","containers":[{"name":"app","image":"shop:1"}]}}
            """), kubelet);
        return Cluster.Modify(Kinds.Pod, "default", name, json => json["status"] = Json("""
            {"phase":"Running","podIP":"10.1.0.9","podIPs":[{"ip":"10.1.0.9"}],"conditions":[{"type":"Ready","status":"True"}],
             "containerStatuses":[{"name":"app","ready":true,"started":true,"restartCount":0,"image":"shop:1","imageID":"","state":{"running":{"startedAt":"2026-11-20T12:00:00Z"}}}]}
            """), kubelet with { Subresource = "status" })!;
    }

    /// <inheritdoc cref="KubectlProgram.RunAsync"/>
    public Task<string> RunAsync(string arguments, string? input = null) => Program.RunAsync(arguments, input);

    /// <inheritdoc cref="KubectlProgram.TryAsync"/>
    public Task<(int Code, string Output, string Error)> TryAsync(string arguments, string? input = null) => Program.TryAsync(arguments, input);

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
