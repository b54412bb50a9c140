using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Dashboard;
using Pipeline.EventStore;
using Pipeline.EventStore.Auditing;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Store;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Cli.Tests.Real;

/// <summary>The real API on a real PostgreSQL; what the other services would do, the test does.</summary>
internal sealed class RealPipeline : IAsyncDisposable
{
    public const string ApproverToken = "token-of-ana-the-approver";
    public const string ViewerToken = "token-of-vera-the-viewer";

    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder = new();

    private RealPipeline(TestDatabase database, WebApplication app) => (_database, _app) = (database, app);

    public string Url => _app.Urls.Single();

    public string ConnectionString => _database.ConnectionString;

    public string Anchors => _folder.Combine("anchors.jsonl");

    public string PublicKey => AuditKeyFile.PublicPath(_folder.Combine("audit.pem"));

    public TemporaryFolder Folder => _folder;

    public static async Task<RealPipeline> StartAsync(PostgresFixture postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton<TimeProvider>(new SteadyClock(Some.At(6)));
        builder.AddPipelineDefaults("dashboard", Given(
            ("http:url", "http://127.0.0.1:0"), ("log:level", "error"), ("cluster", "demo"), ("bus:transport", "in-memory"),
            ("database:connectionString", database.ConnectionString), ("masking:key", Convert.ToBase64String(new byte[32])),
            ("access:tokens:0:name", "ana"), ("access:tokens:0:roles:0", "approver"), ("access:tokens:0:secret", ApproverToken),
            ("access:tokens:1:name", "vera"), ("access:tokens:1:roles:0", "viewer"), ("access:tokens:1:secret", ViewerToken)));
        builder.AddDashboard();
        builder.AddPipelineBus();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPipelineHealth();
        app.MapDashboard();
        await app.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await app.Services.GetRequiredService<SchemaReady>().WaitAsync(patience.Token);
        return new RealPipeline(database, app);
    }

    /// <summary>Leads the tests' incident on.</summary>
    public async Task LeadAsync(params IEnumerable<Func<Incident?, IncidentCommand>> commands)
    {
        var store = _app.Services.GetRequiredService<IIncidentStore>();
        foreach (var command in commands)
        {
            var incident = (await store.LoadAsync(Some.Id, CancellationToken.None))?.Incident;
            var result = await store.ApplyAsync(
                Some.Id, command(incident), new CommandContext(Actor.Service("test"), null), attach: null, CancellationToken.None);
            Assert.IsType<CommandResult.Accepted>(result);
        }
    }

    /// <summary>Signs what is there.</summary>
    public async Task AnchorAsync()
    {
        using var key = AuditKeyFile.OpenOrCreate(_folder.Combine("audit.pem"));
        var store = _app.Services.GetRequiredService<PostgresEventStore>();
        await new AuditAnchor(store, key, Anchors, TimeProvider.System).RunAsync(CancellationToken.None);
    }

    /// <summary>What somebody does to the database behind the store's back.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The command line, talking to this.</summary>
    public Task<Ended> AsAsync(string token, params IEnumerable<string> arguments) => CommandLine.RunWithAsync(
        new Dictionary<string, string> { ["PIPELINE__SERVER"] = Url, ["PIPELINE__TOKEN"] = token }, null, [.. arguments]);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private static GivenSettings Given(params (string Key, string Value)[] settings) =>
        new() { Settings = [.. settings.Select(setting => new GivenSetting(setting.Key, setting.Value, $"flag --{setting.Key}"))] };
}
