using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tests.World;

namespace Pipeline.Simulator.Tests.Faults;

public sealed class Faults_over_http : IAsyncLifetime
{
    private readonly TestWorld _world = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly HttpClient _http = new();
    private Task _living = Task.CompletedTask;
    private WebApplication? _app;

    public async Task InitializeAsync()
    {
        _world.Create(Kinds.Deployment, """
            {"metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"nginx:1.27"}]}}}}
            """);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapFaults(new FaultInjector(_world.Model), _world.Loop);
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        _living = _world.Loop.RunAsync(1, _ => { }, _ending.Token);
    }

    public async Task DisposeAsync()
    {
        await _ending.CancelAsync();
        await _living;
        _http.Dispose();
        _ending.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    public async Task Are_started_listed_and_cleared()
    {
        var (status, started) = await PostAsync("""{"fault":"image-not-found","target":"shop/deployment/web","for":"1h30m","id":"mine"}""");
        Assert.Equal((HttpStatusCode.Created, "mine"), (status, (string?)started["id"]));
        Assert.Equal("nginx:does-not-exist", Image());
        var listing = await _http.GetFromJsonAsync<JsonObject>("/faults");
        Assert.Equal("mine", (string?)Assert.Single(listing!["active"]!.AsArray())!["id"]);
        Assert.Contains(listing["kinds"]!.AsArray(), k => (string?)k!["name"] == "memory-leak");
        Assert.Equal(HttpStatusCode.NoContent, (await _http.DeleteAsync("/faults/mine")).StatusCode);
        Assert.Equal("nginx:1.27", Image());
        Assert.Equal(HttpStatusCode.NotFound, (await _http.DeleteAsync("/faults/mine")).StatusCode);
    }

    [Fact]
    public async Task Are_all_cleared_at_once()
    {
        await PostAsync("""{"fault":"image-not-found","target":"shop/deployment/web"}""");
        Assert.Equal(HttpStatusCode.NoContent, (await _http.DeleteAsync("/faults")).StatusCode);
        Assert.Empty((await _http.GetFromJsonAsync<JsonObject>("/faults"))!["active"]!.AsArray());
    }

    [Theory]
    [InlineData("{}", "fault")]
    [InlineData("""{"fault":"no-such"}""", "fault")]
    [InlineData("""{"fault":"image-not-found","target":"shop/deployment/web","for":"soon"}""", "for")]
    [InlineData("""{"fault":"image-not-found","target":"shop/deployment/web","for":"-5m"}""", "for")]
    [InlineData("""{"fault":"image-not-found","target":"nowhere"}""", "target")]
    public async Task That_cannot_be_are_refused_with_the_field_and_the_way_out(string body, string field)
    {
        var (status, refusal) = await PostAsync(body);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, (string?)refusal["field"]));
        Assert.NotEqual("", (string?)refusal["wayOut"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"fault":1}""")]
    public async Task That_are_no_json_of_the_form_are_bad_requests(string body)
    {
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsync("/faults", content)).StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(string body)
    {
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        var response = await _http.PostAsync("/faults", content);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private string? Image() =>
        (string?)_world.Cluster.Find(Kinds.Deployment, "shop", "web")!.ToJson()["spec"]!["template"]!["spec"]!["containers"]![0]!["image"];
}
