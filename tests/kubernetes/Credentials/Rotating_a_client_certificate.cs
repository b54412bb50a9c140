using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Credentials;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Credentials;

/// <summary>A certificate and its key in two files that somebody replaces while the client runs.</summary>
public sealed class Rotating_a_client_certificate : IAsyncLifetime
{
    private static readonly Certificates Authority = new("test authority");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private (string Certificate, string Key) _issued;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task Is_noticed_within_a_minute_and_shown_to_the_server()
    {
        var seen = new List<string?>();
        await using var server = await TestServer.StartAsync(
            context =>
            {
                seen.Add(context.Connection.ClientCertificate?.Subject);
                return context.SayAsync(200, Answers.Pod("a"));
            },
            Authority.ForServer("127.0.0.1"), wantsClientCertificate: true);
        Put("old");
        using var client = server.Client(c => c with { Authorities = Authority.Authorities, Credentials = Source() });
        await client.GetAsync<Pod>("shop", "a", default);
        Put("new");
        await client.GetAsync<Pod>("shop", "a", default);
        _clock.Advance(Minute);
        await client.GetAsync<Pod>("shop", "a", default);
        Assert.Equal(["CN=old", "CN=old", "CN=new"], seen);
    }

    [Fact]
    public async Task Is_looked_for_at_once_after_a_refusal()
    {
        var source = Source();
        var old = await source.GetAsync(default);
        Put("new");
        Assert.True(source.Refused(old));
        Assert.NotSame(old.Certificate, (await source.GetAsync(default)).Certificate);
    }

    [Fact]
    public async Task Is_done_when_both_files_fit_and_the_old_one_serves_until_then()
    {
        var source = Source();
        var old = await source.GetAsync(default);
        var (certificate, key) = Authority.Issue("new");
        Write("me.crt", certificate);
        _clock.Advance(Minute);
        Assert.Same(old, await source.GetAsync(default));
        Write("me.key", key);
        Assert.NotSame(old.Certificate, (await source.GetAsync(default)).Certificate);
    }

    [Fact]
    public async Task Keeps_the_credential_and_so_the_connections_while_the_files_are_as_they_were()
    {
        var source = Source();
        var first = await source.GetAsync(default);
        Put("me", again: true);
        _clock.Advance(Minute);
        Assert.Same(first, await source.GetAsync(default));
    }

    [Fact]
    public async Task Goes_beside_a_token()
    {
        Write("token", "one");
        var source = Source("tokenFile: token");
        var first = await source.GetAsync(default);
        Write("token", "two");
        _clock.Advance(Minute);
        var second = await source.GetAsync(default);
        Assert.Equal(("Bearer one", "Bearer two"), (first.Authorization, second.Authorization));
        Assert.Same(first.Certificate, second.Certificate);
    }

    private CredentialSource Source(string more = "")
    {
        if (!File.Exists(_folder.Combine("me.crt")))
            Put("me");
        Write("kubeconfig", $$"""
            current-context: d
            clusters: [{name: c, cluster: {server: "https://h"} }]
            users: [{name: u, user: {client-certificate: me.crt, client-key: me.key, {{more}} } }]
            contexts: [{name: d, context: {cluster: c, user: u} }]
            """);
        var choice = new ClusterChoice { Kubeconfig = _folder.Combine("kubeconfig") };
        return ConnectionReader.Read(choice, KubeEnvironment.OfThisProcess, _clock).Credentials;
    }

    private void Put(string subject, bool again = false)
    {
        if (!again)
            _issued = Authority.Issue(subject);
        Write("me.crt", _issued.Certificate);
        Write("me.key", _issued.Key);
    }

    private void Write(string file, string text) => File.WriteAllText(_folder.Combine(file), text);
}
