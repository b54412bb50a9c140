using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Store;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Health;

[Collection(Servers.Name)]
public sealed class A_host(PostgresFixture postgres)
{
    [Fact]
    public async Task Is_ready_when_the_bus_and_the_database_are()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await StartAsync(database, "c");
        var answer = await Eventually.ReadsAsync(
            cancellationToken => host.Client.GetAsync("/health/ready", cancellationToken), read => read.StatusCode == HttpStatusCode.OK);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(("healthy", "up"), (body.GetProperty("status").GetString(), body.GetProperty("service").GetString()));
        Assert.Equal(["bus", "database"], body.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answers_while_it_waits_for_the_database_and_says_what_is_missing()
    {
        await using var host = await HostedPipeline.StartAsync(
            builder => builder.AddPipelineStore(),
            settings:
            [
                .. Given.InMemory("c"), ("masking:key", Convert.ToBase64String(new byte[32])), ("log:level", "critical"),
                ("database:connectionString", "Host=127.0.0.1;Port=1;Database=x;Username=x;Timeout=1"),
            ]);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
        var answer = await host.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var check = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("checks").GetProperty("database");
        Assert.Equal("unhealthy", check.GetProperty("status").GetString());
        Assert.StartsWith("The database cannot be reached: ", check.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.False(host.Services.GetRequiredService<SchemaReady>().IsReady);
    }

    [Fact]
    public async Task Ends_with_1_when_the_schema_belongs_to_another_cluster()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using (var first = await StartAsync(database, "first"))
            await first.WithBusAsync();
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("up", HostedPipeline.Given(
            [("http:url", "http://127.0.0.1:0"), ("log:level", "none"), .. Given.InMemory("second"), .. database.Settings()]));
        builder.AddPipelineStore();
        builder.AddPipelineBus();
        Assert.Equal(1, await builder.Build().RunPipelineAsync());
    }

    [Fact]
    public async Task With_wrong_settings_ends_with_2_before_it_begins()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("up", HostedPipeline.Given(("partitions", "0"), ("log:level", "none")));
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHealth();
        Assert.Equal(2, await app.RunPipelineAsync());
    }

    [Fact]
    public async Task Says_all_wrong_settings_of_all_sections_at_once()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("up", HostedPipeline.Given(
            ("partitions", "0"), ("bus:transport", "pigeon"), ("http:url", "https://x"), ("bus:prefetch", "0"), ("log:level", "none"),
            ("telemetry:otlpEndpoint", "ftp://x"), ("watchdog:lateAfter", "6s"), ("recovery:intervall", "1s")));
        builder.AddPipelineStore();
        builder.AddPipelineBus();
        await using var app = builder.Build();
        var error = await Assert.ThrowsAsync<InvalidSettingsException>(() => app.StartAsync());
        Assert.Equal(
            [
                "default: database:connectionString is required; give it in the settings file, as flag --database:connectionString or as environment variable PIPELINE__DATABASE__CONNECTIONSTRING",
                "default: Masking: set exactly one of Masking:Key (base 64 of 32 bytes) and Masking:KeyFile.",
                "flag --bus:prefetch: bus:prefetch is 0, must be 1 to 1000",
                "flag --bus:transport: bus:transport is \"pigeon\", must be one of rabbitmq, in-memory",
                "flag --http:url: http:url must start with http://; TLS is the ingress' work",
                "flag --partitions: partitions is 0, must be 1 to 256",
                "flag --recovery:intervall: recovery:intervall is no setting; did you mean recovery:interval?",
                "flag --telemetry:otlpEndpoint: telemetry:otlpEndpoint must start with http:// or https://",
                "flag --watchdog:lateAfter: watchdog:lateAfter must be twice watchdog:interval or more, else one slow heartbeat is an alarm",
            ],
            error.Problems.Select(problem => problem.ToString()).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("bus:address", "amqp://x/", "bus:transport", "in-memory", "bus:address is given, but bus:transport is in-memory; take away one of them")]
    [InlineData("bus:address", "http://x/", "bus:user", "x", "bus:address must start with amqp:// or amqps://")]
    [InlineData("bus:address", "amqp://u:p@x/", "bus:user", "x", "bus:address contains a user; give bus:user and bus:passwordFile instead")]
    [InlineData("bus:retryIntervals", "1s,2m", "bus:user", "x", "bus:retryIntervals has more than 1m; a waiting message keeps its place in the queue")]
    [InlineData("http:url", "http://example.org:80", "bus:user", "x", "http:url names a host; give an address to listen on, as 127.0.0.1, 0.0.0.0, [::1] or [::]")]
    [InlineData("http:url", "http://127.0.0.1/x", "bus:user", "x", "http:url has a path; give address and port only")]
    public async Task Refuses_settings_that_contradict_each_other(string key, string value, string otherKey, string otherValue, string problem)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("up", HostedPipeline.Given((key, value), (otherKey, otherValue), ("log:level", "none")));
        builder.AddPipelineBus();
        await using var app = builder.Build();
        Assert.Equal([$"flag --{key}: {problem}"], app.Services.GetRequiredService<PipelineSettings>().Problems.Select(found => found.ToString()));
    }

    private static Task<HostedPipeline> StartAsync(TestDatabase database, string cluster) => HostedPipeline.StartAsync(
        builder => builder.AddPipelineStore(),
        settings: [.. Given.InMemory(cluster), .. database.Settings()]);
}
