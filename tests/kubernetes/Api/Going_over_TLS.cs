using Microsoft.AspNetCore.Http;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Credentials;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Tests.Serving;

namespace Pipeline.Kubernetes.Tests.Api;

public sealed class Going_over_TLS
{
    private static readonly Certificates Authority = new("test authority");

    [Fact]
    public async Task Speaks_HTTP_2_and_shows_its_certificate_and_token()
    {
        string? seen = null;
        await using var server = await StartAsync(context =>
        {
            seen = $"{context.Request.Protocol} {context.Connection.ClientCertificate?.Subject} {context.Request.Headers.Authorization}";
            return context.SayAsync(200, Answers.Pod("a"));
        });
        var (certificate, key) = Authority.Issue("me");
        using var client = server.Client(c => c with
        {
            Authorities = Authority.Authorities,
            Credentials = new FixedCredential(new Credential("Bearer t", ClientCertificate.Of(certificate, key))),
        });
        await client.GetAsync<Pod>("shop", "a", default);
        Assert.Equal("HTTP/2 CN=me Bearer t", seen);
    }

    [Fact]
    public async Task Does_not_trust_another_authority_nor_retries_it()
    {
        await using var server = await StartAsync();
        using var client = server.Client(c => c with { Authorities = new Certificates("other").Authorities });
        var failure = await Assert.ThrowsAsync<UnreachableException>(() => client.GetAsync<Pod>("shop", "a", default));
        Assert.True(failure.IsCertificateProblem);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Does_not_trust_a_certificate_for_another_name()
    {
        await using var server = await StartAsync(names: "kubernetes");
        using var client = server.Client(c => c with { Authorities = Authority.Authorities });
        Assert.True((await Assert.ThrowsAsync<UnreachableException>(() => client.GetAsync<Pod>("shop", "a", default))).IsCertificateProblem);
    }

    [Fact]
    public async Task Goes_by_the_server_name_it_is_told()
    {
        string? protocol = null;
        await using var server = await StartAsync(
            context =>
            {
                protocol = context.Request.Protocol;
                return context.SayAsync(200, Answers.Pod("a"));
            },
            names: "kubernetes");
        using var right = server.Client(c => c with { Authorities = Authority.Authorities, TlsServerName = "kubernetes" });
        await right.GetAsync<Pod>("shop", "a", default);
        Assert.Equal("HTTP/2", protocol);
        using var wrong = server.Client(c => c with { Authorities = Authority.Authorities, TlsServerName = "other" });
        Assert.True((await Assert.ThrowsAsync<UnreachableException>(() => wrong.GetAsync<Pod>("shop", "a", default))).IsCertificateProblem);
    }

    [Fact]
    public async Task Trusts_anything_when_told_so()
    {
        await using var server = await StartAsync(names: "elsewhere");
        using var client = server.Client(c => c with { Insecure = true });
        Assert.Equal("a", (await client.GetAsync<Pod>("shop", "a", default)).Metadata.Name);
    }

    [Fact]
    public async Task Asks_for_a_fresh_credential_once_after_a_401()
    {
        await using var server = await StartAsync(context =>
            context.Request.Headers.Authorization == "Bearer 2" ? context.SayAsync(200, Answers.Pod("a")) : context.FailAsync(401, "Unauthorized"));
        var source = new Counting();
        using var client = server.Client(c => c with { Authorities = Authority.Authorities, Credentials = source });
        await client.GetAsync<Pod>("shop", "a", default);
        Assert.Equal(2, server.Requests.Count);
        source.Count = 7;
        await Assert.ThrowsAsync<UnauthorizedException>(() => client.GetAsync<Pod>("shop", "a", default));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Shows_the_new_certificate_when_the_credential_changes()
    {
        var seen = new List<string?>();
        await using var server = await StartAsync(context =>
        {
            seen.Add(context.Connection.ClientCertificate?.Subject);
            return seen.Count == 2 ? context.FailAsync(401, "Unauthorized") : context.SayAsync(200, Answers.Pod("a"));
        });
        using var client = server.Client(c => c with { Authorities = Authority.Authorities, Credentials = new Renewed() });
        await client.GetAsync<Pod>("shop", "a", default);
        await client.GetAsync<Pod>("shop", "a", default);
        Assert.Equal(["CN=c1", "CN=c1", "CN=c2"], seen);
    }

    [Fact]
    public void A_key_that_does_not_fit_is_refused() => Assert.ThrowsAny<Exception>(
        () => ClientCertificate.Of(Authority.Issue("a").CertificatePem, Authority.Issue("b").KeyPem));

    private static Task<TestServer> StartAsync(Func<HttpContext, Task>? answer = null, string names = "127.0.0.1") =>
        TestServer.StartAsync(answer ?? (context => context.SayAsync(200, Answers.Pod("a"))), Authority.ForServer(names), wantsClientCertificate: true);

    private sealed class Counting : CredentialSource
    {
        public int Count { get; set; } = 1;

        public override ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => new(new Credential($"Bearer {Count}", null));

        public override bool Refused(Credential credential)
        {
            Count++;
            return true;
        }
    }

    private sealed class Renewed : CredentialSource
    {
        private int _count = 1;
        private Credential? _current;

        public override ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
        {
            if (_current is null)
            {
                var (certificate, key) = Authority.Issue($"c{_count}");
                _current = new Credential(null, ClientCertificate.Of(certificate, key));
            }
            return new(_current);
        }

        public override bool Refused(Credential credential)
        {
            _count++;
            _current = null;
            return true;
        }
    }
}
