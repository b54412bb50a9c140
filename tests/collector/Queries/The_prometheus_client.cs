using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pipeline.Prometheus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests.Queries;

public sealed class The_prometheus_client : IAsyncLifetime
{
    private const string Empty = """{"status":"success","data":{"resultType":"vector","result":[]}}""";
    private readonly WebhookReceiver _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Asks_with_a_form_below_the_url_s_path_with_the_configured_headers()
    {
        Answer(200, Empty);
        using var client = Client(o => (o.Url, o.BearerToken, o.Headers) = (new Uri(_server.Address, "/mon/itoring"), "s3cret", new() { ["X-Scope-OrgID"] = "team-a" }));
        await client.QueryAsync("up{job=\"node\"}", Some.Noon.AddMilliseconds(500), default);
        var request = _server.Requests.Single();
        Assert.Equal(("POST", "/mon/itoring/api/v1/query"), (request.Method, request.Path));
        Assert.Equal("query=up%7Bjob%3D%22node%22%7D&timeout=30&time=1795176000.5", request.Body);
        Assert.Equal("Bearer s3cret", request.Headers["Authorization"]);
        Assert.Equal("team-a", request.Headers["X-Scope-OrgID"]);
        Assert.Contains("gzip", request.Headers["Accept-Encoding"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_token_file_anew_for_each_request()
    {
        await using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("token"), "first\n");
        Answer(200, Empty);
        using var client = Client(o => o.BearerTokenFile = folder.Combine("token"));
        await client.QueryAsync("up", null, default);
        await File.WriteAllTextAsync(folder.Combine("token"), "second\n");
        await client.QueryAsync("up", null, default);
        Assert.Equal(["Bearer first", "Bearer second"], _server.Requests.Select(r => r.Headers["Authorization"]));
    }

    [Fact]
    public async Task Sends_name_and_password()
    {
        Answer(200, Empty);
        using var client = Client(o => (o.Username, o.Password) = ("ana", "pa:ss"));
        await client.QueryAsync("up", null, default);
        Assert.Equal("Basic YW5hOnBhOnNz", _server.Requests.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task Keeps_not_a_number_infinities_and_warnings_and_leaves_native_histograms_out()
    {
        Answer(200, """
            {"status":"success","warnings":["partial"],"infos":["rate of a gauge"],"isPartial":true,"data":{"resultType":"matrix","result":[
              {"metric":{"a":"1"},"values":[[1795176000,"NaN"],[1795176000.5,"+Inf"],[1795176001,"-Inf"],[1795176002,"1e+06"]]},
              {"metric":{"a":"2"},"histograms":[[1795176000,{"count":"1","sum":"1"}]]}]}}
            """);
        using var client = Client();
        var answer = await client.QueryRangeAsync("x", Range(4), default);
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e6], answer.Series.Single().Samples.Select(s => s.Value));
        Assert.Equal(Some.Noon.AddMilliseconds(500), answer.Series.Single().Samples[1].Time);
        Assert.Equal(["partial", "rate of a gauge", "the answer is partial"], answer.Warnings);
        Assert.Equal(1, answer.SkippedHistograms);
    }

    [Fact]
    public async Task Asks_for_more_points_than_a_server_gives_in_several_requests_and_joins_them()
    {
        _server.AnswerNext(
            new WebhookAnswer.Respond(200, Matrix("1", 0)), new WebhookAnswer.Respond(200, Matrix("1", 11000)), new WebhookAnswer.Respond(200, Matrix("2", 22000)));
        using var client = Client();
        var answer = await client.QueryRangeAsync("x", Range(25_000), default);
        Assert.Equal(3, _server.Requests.Count);
        Assert.Contains($"start={Some.Noon.ToUnixTimeSeconds() + 11000}&end={Some.Noon.ToUnixTimeSeconds() + 21999}&step=1", _server.Requests[1].Body, StringComparison.Ordinal);
        Assert.Equal([2, 1], answer.Series.Select(s => s.Samples.Count));
    }

    [Theory]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": 1:7: parse error"}""", PrometheusFailure.BadRequest, 1)]
    [InlineData(422, """{"status":"error","errorType":"execution","error":"many-to-many matching not allowed"}""", PrometheusFailure.Execution, 1)]
    [InlineData(422, """{"status":"error","errorType":"execution","error":"expanding series: context deadline exceeded"}""", PrometheusFailure.Timeout, 3)]
    [InlineData(503, """{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}""", PrometheusFailure.Timeout, 3)]
    [InlineData(503, "Service Unavailable", PrometheusFailure.Unavailable, 3)]
    [InlineData(502, "<html><body>Bad Gateway</body></html>", PrometheusFailure.Unavailable, 3)]
    [InlineData(429, "", PrometheusFailure.Unavailable, 3)]
    [InlineData(401, "Unauthorized", PrometheusFailure.Unauthorized, 1)]
    [InlineData(403, "", PrometheusFailure.Unauthorized, 1)]
    [InlineData(404, "404 page not found", PrometheusFailure.NotPrometheus, 1)]
    [InlineData(302, "", PrometheusFailure.NotPrometheus, 1)]
    [InlineData(200, "<html>Login</html>", PrometheusFailure.NotPrometheus, 1)]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector"}}""", PrometheusFailure.NotPrometheus, 1)]
    [InlineData(200, """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"abc"]}]}}""", PrometheusFailure.NotPrometheus, 1)]
    public async Task Says_in_the_server_s_words_what_went_wrong_and_asks_again_only_where_that_can_help(
        int status, string body, PrometheusFailure failure, int requests)
    {
        Answer(status, body);
        using var client = Client();
        var e = await Assert.ThrowsAsync<PrometheusException>(() => client.QueryAsync("x", null, default));
        Assert.Equal(failure, e.Failure);
        Assert.Equal(requests, _server.Requests.Count);
        if (body.Contains("\"error\":", StringComparison.Ordinal))
            Assert.Contains(body.Split("\"error\":\"")[1].Split("\"}")[0].Replace("\\\"", "\"", StringComparison.Ordinal), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_an_answer_that_comes_after_failures()
    {
        _server.AnswerNext(new WebhookAnswer.Respond(503), new WebhookAnswer.DropConnection());
        Answer(200, Empty);
        using var client = Client();
        Assert.Empty((await client.QueryAsync("x", null, default)).Series);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task Refuses_an_answer_that_is_too_large()
    {
        Answer(200, Matrix("1", 0) + new string(' ', 100_000));
        using var client = Client(o => o.MaxResponseBytes = 65_536);
        var e = await Assert.ThrowsAsync<PrometheusException>(() => client.QueryAsync("x", null, default));
        Assert.Equal(PrometheusFailure.TooLarge, e.Failure);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Is_not_held_up_by_a_server_that_never_answers()
    {
        var never = new TaskCompletionSource();
        _server.Answer = new WebhookAnswer.Hold(never.Task, new WebhookAnswer.Respond(200, Empty));
        var clock = new ManualClock(Some.Noon);
        using var client = Client(o => o.Retries = 0, clock);
        var asking = client.QueryAsync("x", null, default);
        await _server.ReceivesAsync();
        clock.Advance(TimeSpan.FromSeconds(36));
        var e = await Assert.ThrowsAsync<PrometheusException>(() => asking);
        Assert.Equal((PrometheusFailure.Timeout, "no answer within 35 s"), (e.Failure, e.Message));
    }

    [Fact]
    public async Task Says_that_nobody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = Client(o => o.Url = new Uri($"http://127.0.0.1:{port}"));
        var e = await Assert.ThrowsAsync<PrometheusException>(() => client.QueryAsync("x", null, default));
        Assert.Equal(PrometheusFailure.Unavailable, e.Failure);
        Assert.Contains("Connection refused", e.Message, StringComparison.Ordinal);
        Assert.False(await client.IsReadyAsync(default));
    }

    [Fact]
    public async Task Trusts_the_configured_authority_and_no_other()
    {
        await using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(folder.Combine("ca.pem"), certificate.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.Run(context => context.Response.WriteAsync("""{"status":"success","data":{"version":"3.1.0"}}"""));
        await server.StartAsync();
        var url = new Uri(server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        using var trusting = Client(o => (o.Url, o.CaFile) = (url, folder.Combine("ca.pem")));
        using var strict = Client(o => (o.Url, o.Retries) = (url, 0));
        Assert.Equal("3.1.0", (await trusting.BuildInfoAsync(default)).Version);
        var e = await Assert.ThrowsAsync<PrometheusException>(() => strict.BuildInfoAsync(default));
        Assert.Contains("SSL", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_settings_that_contradict_each_other()
    {
        var options = new PrometheusClientOptions { Url = new Uri("ftp://x"), BearerToken = "a", Username = "b", Retries = 11, CaFile = "/nowhere" };
        Assert.Equal(
            [
                "Url 'ftp://x/' is not an http or https address.",
                "BearerToken, BearerTokenFile and Username exclude each other: keep one.",
                "CaFile '/nowhere' does not exist.",
                "Retries 11 must be between 0 and 10.",
            ],
            options.Problems());
        Assert.Throws<ArgumentException>(() => new PrometheusClient(options, TimeProvider.System));
    }

    private PrometheusClient Client(Action<PrometheusClientOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new PrometheusClientOptions { Url = _server.Address, Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(10) };
        change?.Invoke(options);
        return new PrometheusClient(options, clock ?? TimeProvider.System);
    }

    private void Answer(int status, string body) => _server.Answer = new WebhookAnswer.Respond(status, body);

    private static QueryRange Range(int points) =>
        QueryRange.Between(Some.Noon.AddSeconds(-1), Some.Noon.AddSeconds(points - 1), TimeSpan.FromSeconds(1))!;

    private static string Matrix(string label, int second) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"{{{label}}}"},"values":[[{{{Some.Noon.ToUnixTimeSeconds() + second}}},"1"]]}]}}""");
}
