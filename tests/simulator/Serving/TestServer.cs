using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Simulator.Access;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Serving;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Tests.Serving;

/// <summary>The API over real HTTP on loopback, with an administrator and a user without rights.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string AdminToken = "test-token";
    public const string NobodyToken = "nobody-token";
    private readonly WebApplication _app;
    private readonly ApiServer _server;

    private TestServer(WebApplication app, ApiServer server, SimulationLoop loop)
    {
        _app = app;
        _server = server;
        Loop = loop;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    public SimulationLoop Loop { get; }

    public SimulatedCluster Cluster => _server.Cluster;

    /// <summary>Faults of the server; there should be none.</summary>
    public IReadOnlyList<Exception> Faults { get; private init; } = [];

    /// <param name="wall">The clock of connections.</param>
    /// <param name="endpoints">What is served besides the objects; nothing when null.</param>
    public static async Task<TestServer> StartAsync(
        TimeProvider? wall = null, Func<SimulatedCluster, SimulationLoop, IReadOnlyList<IApiEndpoint>>? endpoints = null)
    {
        var loop = new SimulationLoop(new DateTimeOffset(2026, 11, 20, 9, 56, 0, TimeSpan.Zero), TimeProvider.System);
        var cluster = ClusterBootstrap.Create(new ObjectStore(), loop);
        var faults = new List<Exception>();
        var server = new ApiServer(cluster, new ApiServerOptions
        {
            Wall = wall ?? TimeProvider.System,
            Endpoints = endpoints?.Invoke(cluster, loop) ?? [],
            Failed = e =>
            {
                lock (faults)
                    faults.Add(e);
            },
            Tokens = new Dictionary<string, UserInfo>
            {
                [AdminToken] = new("test-admin", "uid-test-admin", [UserInfo.Masters]),
                [NobodyToken] = new("nobody", "uid-nobody", ["nobodies"]),
            },
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        server.Map(app);
        await app.StartAsync();
        return new TestServer(app, server, loop) { Faults = faults };
    }

    /// <summary>An answer with its body read as JSON.</summary>
    public async Task<(int Status, JsonNode? Body, HttpResponseMessage Message)> SendAsync(
        string method, string path, string? body = null, string? contentType = "application/json", string? token = AdminToken,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        request.Headers.TryAddWithoutValidation("User-Agent", "test/1.0");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0;
        return ((int)response.StatusCode, isJson ? JsonNode.Parse(text) : JsonValue.Create(text), response);
    }

    /// <summary>Makes an object inside of the cluster.</summary>
    public StoredObject Make(ResourceKind kind, string json, string manager = "test") =>
        Cluster.Create(kind, JsonNode.Parse(json)!.AsObject(), new WriteOptions("test-admin", manager));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _server.Dispose();
        Cluster.Dispose();
    }
}
