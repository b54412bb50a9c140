using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Kubernetes.Tests.Serving;

/// <summary>A real HTTP server on loopback whose every answer a test decides.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    /// <summary>"GET /api/v1/pods?limit=500", in the order of their coming.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <param name="answer">Answers each request.</param>
    /// <param name="certificate">Serves TLS with it, HTTP/1.1 and 2; null: plain HTTP.</param>
    /// <param name="wantsClientCertificate">Asks for one; any will do, the test looks at it.</param>
    public static async Task<TestServer> StartAsync(
        Func<HttpContext, Task> answer, X509Certificate2? certificate = null, bool wantsClientCertificate = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = wantsClientCertificate ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.NoCertificate,
                    ClientCertificateValidation = (_, _, _) => true,
                });
        }));
        var app = builder.Build();
        TestServer? server = null;
        app.UseWebSockets();
        app.Run(context =>
        {
            server!.Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return answer(context);
        });
        await app.StartAsync();
        server = new TestServer(app, new Uri(app.Urls.Single()));
        return server;
    }

    /// <summary>A server that knows paths and what is at them; everything else is 404.</summary>
    public static Task<TestServer> StartAsync(IReadOnlyDictionary<string, string> answers) => StartAsync(context =>
        answers.TryGetValue(context.Request.Path, out var json) ? context.SayAsync(200, json) : context.SayAsync(404, "404 page not found", "text/plain"));

    public KubernetesClient Client(
        Func<ClusterConnection, ClusterConnection>? change = null, TransportOptions? options = null, TimeProvider? clock = null)
    {
        var connection = new ClusterConnection { Server = Address, Origin = "a test" };
        return new KubernetesClient(
            change?.Invoke(connection) ?? connection, options ?? Hasty, clock ?? TimeProvider.System, NullLogger<KubernetesClient>.Instance);
    }

    /// <summary>As the defaults, with pauses that a test does not notice.</summary>
    public static TransportOptions Hasty => new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5) };

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        try
        {
            await _app.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // a watch that never ends was cut off
        }
        await _app.DisposeAsync();
    }
}
