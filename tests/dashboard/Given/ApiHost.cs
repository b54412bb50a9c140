using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.EventStore;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Store;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests.Given;

/// <summary>The service as its Program.cs makes it, on a free port, over a database of its own, with people who have tokens.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    /// <summary>May decide.</summary>
    public const string Ana = "ana-s-very-own-token";

    /// <summary>May decide, too.</summary>
    public const string Ben = "ben-s-very-own-token";

    /// <summary>May only look.</summary>
    public const string Vic = "vic-s-very-own-token";

    /// <summary>May only send alerts.</summary>
    public const string Sender = "the-senders-own-token";

    private readonly TestDatabase _database;
    private readonly HttpClient _client;

    private ApiHost(WebApplication app, TestDatabase database, ShiftedClock clock, LogLines log)
    {
        (App, _database, Clock, Log) = (app, database, clock, log);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public WebApplication App { get; }

    public string ConnectionString => _database.ConnectionString;

    public ShiftedClock Clock { get; }

    public LogLines Log { get; }

    public PostgresEventStore Store => App.Services.GetRequiredService<PostgresEventStore>();

    public string Cluster => App.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Cluster;

    public IIncidentStore Incidents => App.Services.GetRequiredService<IIncidentStore>();

    public static async Task<ApiHost> StartAsync(PostgresFixture postgres)
    {
        var (database, clock, log) = (await postgres.CreateDatabaseAsync(), new ShiftedClock(Some.Noon.AddMinutes(1)), new LogLines());
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddPipelineDefaults("dashboard", new GivenSettings { Settings = [.. Settings(database)] });
        builder.Logging.AddProvider(log);
        builder.AddDashboard();
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHealth();
        app.MapDashboard();
        await app.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await app.Services.GetRequiredService<SchemaReady>().WaitAsync(patience.Token);
        return new ApiHost(app, database, clock, log);
    }

    /// <summary>Opens an incident of a deployment.</summary>
    public async Task<Guid> OpenAsync(string workload, int minute = 0, string cluster = "demo")
    {
        var key = new IncidentKey(new EntityRef(cluster, "shop", "Deployment", workload), "cpu-saturation");
        var opening = Some.Opening() with { Key = key, Now = Some.Noon.AddMinutes(minute) };
        var id = IncidentId.Of(key, 1);
        await DoAsync(id, opening);
        return id;
    }

    /// <summary>Opens an incident and leads it to a plan that waits for people until 30 minutes past noon.</summary>
    /// <returns>The incident, and the hash of its plan.</returns>
    public async Task<(Guid Id, string Hash)> AskAsync(string workload = "cart", int approvals = 1)
    {
        var id = await OpenAsync(workload);
        var plan = Some.Plan() with { IncidentId = id };
        foreach (var command in (IncidentCommand[])
            [Some.Analysis(), Some.Conclusion(plan: plan), Some.Preflight(plan.Hash()), Some.Policy(plan.Hash(), approvals: approvals)])
        {
            await DoAsync(id, command);
        }

        return (id, plan.Hash());
    }

    public async Task<CommandResult.Accepted> DoAsync(Guid id, IncidentCommand command) => Assert.IsType<CommandResult.Accepted>(
        await Incidents.ApplyAsync(id, command, new CommandContext(Actor.Service("test")), null, CancellationToken.None));

    public Task<Answer> GetAsync(string path, string? token = Vic) => SendAsync(HttpMethod.Get, path, token);

    public Task<Answer> PostAsync(string path, object body, string? token = Ana, string? ifMatch = null) =>
        PostTextAsync(path, JsonSerializer.Serialize(body, JsonSerializerOptions.Web), token: token, ifMatch: ifMatch);

    public Task<Answer> PostTextAsync(
        string path, string text, string mediaType = "application/json", string? token = Ana, string? ifMatch = null) =>
        SendAsync(HttpMethod.Post, path, token, new StringContent(text, Encoding.UTF8, mediaType), ifMatch);

    /// <summary>Opens a stream; the answer's body is still coming.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<Answer> SendAsync(
        HttpMethod method, string path, string? token, HttpContent? content = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
        var response = await _client.SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    private static IEnumerable<GivenSetting> Settings(TestDatabase database)
    {
        (string Key, string Value)[] settings =
        [
            ("http:url", "http://127.0.0.1:0"), ("http:largestBody", "16384"), ("cluster", "demo"), ("bus:transport", "in-memory"),
            ("database:connectionString", database.ConnectionString), ("masking:key", Convert.ToBase64String(new byte[32])),
            ("dashboard:pollInterval", "50ms"), ("shutdownTimeout", "5s"), .. Token(0, "ana", "viewer,approver", Ana), .. Token(1, "ben", "approver", Ben),
            .. Token(2, "vic", "viewer", Vic), .. Token(3, "sender", "ingest", Sender),
        ];
        return settings.Select(s => new GivenSetting(s.Key, s.Value, $"flag --{s.Key}"));
    }

    private static (string Key, string Value)[] Token(int index, string name, string roles, string secret) =>
    [
        ($"access:tokens:{index}:name", name), ($"access:tokens:{index}:roles", roles), ($"access:tokens:{index}:secret", secret),
    ];
}
