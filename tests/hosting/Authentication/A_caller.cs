using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pipeline.Hosting.Authentication;

namespace Pipeline.Hosting.Tests.Authentication;

public sealed class A_caller : IAsyncLifetime
{
    private HostedPipeline? _host;

    private HttpClient Client => _host!.Client;

    public async Task InitializeAsync() => _host = await HostedPipeline.StartAsync(
        builder => builder.AddPipelineAccess(),
        app =>
        {
            app.MapGet("/me", (HttpContext context) => Caller.Of(context.User));
            app.MapPost("/approve", () => "done").RequireRole(AccessRole.Approver);
            app.MapPost("/ingest", () => "done").RequireRole(AccessRole.Ingest);
        },
        [
            ("bus:transport", "in-memory"),
            ("access:tokens:0:name", "ana"), ("access:tokens:0:roles", "approver,viewer"), ("access:tokens:0:secret", "correct-horse-battery"),
            ("access:tokens:1:name", "vic"), ("access:tokens:1:roles", "viewer"), ("access:tokens:1:sha256", HashOf("the-viewer-s-token")),
            ("access:tokens:local:name", "root"), ("access:tokens:local:roles", "admin"), ("access:tokens:local:secret", "the-admins-own-token"),
            ("access:users:0:name", "alertmanager"), ("access:users:0:roles", "ingest"), ("access:users:0:secret", "sixteen-letters!"),
        ]);

    public Task DisposeAsync() => _host!.DisposeAsync().AsTask();

    [Theory]
    [InlineData("Bearer correct-horse-battery", "ana", "bearer-token")]
    [InlineData("bearer the-viewer-s-token", "vic", "bearer-token")]
    [InlineData("Basic alertmanager:sixteen-letters!", "alertmanager", "basic")]
    public async Task Is_known_by_name_and_by_how_it_was_authenticated(string credential, string name, string means)
    {
        var answer = await SendAsync(HttpMethod.Get, "/me", credential);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((name, means), (body.GetProperty("name").GetString(), body.GetProperty("authenticatedBy").GetString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer sixteen-letters!")]
    [InlineData("Bearer")]
    [InlineData("Basic ana:correct-horse-battery")]
    [InlineData("Basic alertmanager:wrong")]
    [InlineData("Basic alertmanager")]
    [InlineData("Digest correct-horse-battery")]
    [InlineData("correct-horse-battery")]
    public async Task Is_refused_without_a_known_credential(string? credential)
    {
        var answer = await SendAsync(HttpMethod.Get, "/me", credential);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["Bearer", "Basic"], answer.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
    }

    [Theory]
    [InlineData("/approve", "Bearer correct-horse-battery", 200)]
    [InlineData("/approve", "Bearer the-admins-own-token", 200)]
    [InlineData("/approve", "Bearer the-viewer-s-token", 403)]
    [InlineData("/approve", "Basic alertmanager:sixteen-letters!", 403)]
    [InlineData("/ingest", "Basic alertmanager:sixteen-letters!", 200)]
    public async Task May_do_what_its_roles_allow(string path, string credential, int status) =>
        Assert.Equal(status, (int)(await SendAsync(HttpMethod.Post, path, credential)).StatusCode);

    [Fact]
    public async Task Is_not_needed_for_health_and_metrics()
    {
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Cannot_send_a_header_without_bounds() => Assert.Equal(
        HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/me", "Bearer " + new string('x', 5000))).StatusCode);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? credential)
    {
        var request = new HttpRequestMessage(method, path);
        if (credential is not null)
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                credential.StartsWith("Basic ", StringComparison.Ordinal)
                    ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credential[6..]))).ToString()
                    : credential);
        return Client.SendAsync(request);
    }

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
