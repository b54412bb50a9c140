using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Store;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Tests;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Analyzer.Tests;

/// <summary>The service as its Program.cs makes it, on PostgreSQL and the in-memory bus: messages come from the outbox only.</summary>
[Collection(StoreCollection.Name)]
public sealed class Hosting_the_analyzer(PostgresFixture postgres)
{
    [Fact]
    public async Task Analyses_what_the_streams_ask_for()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var app = await StartAsync(("database:connectionString", database.ConnectionString));
        await app.Services.GetRequiredService<SchemaReady>().WaitAsync(CancellationToken.None);
        var incidents = app.Services.GetRequiredService<IIncidentStore>();
        await incidents.ApplyAsync(Some.Id, Some.Opening() with { Report = Case.Cpu() }, new CommandContext(Some.Ana), null, CancellationToken.None);
        var phase = await Eventually.ReadsAsync(
            async token => (await incidents.LoadAsync(Some.Id, token))!.Incident.Phase, phase => phase is IncidentPhase.Proposed);
        Assert.Equal(["collect_diagnostics"], ((IncidentPhase.Proposed)phase).Plan.Plan.Actions.Select(a => a.Action));
        await app.StopAsync();
    }

    [Theory]
    [InlineData("analyzer:timeLimit", "1s", "analyzer:timeLimit")]
    [InlineData("analyzer:maxAttempts", "many", "must be a whole number")]
    [InlineData("analyzer:maxAttempt", "3", "did you mean analyzer:maxAttempts")]
    [InlineData("analyzer:retryAfter", "30m", "analyzer:longestRetry")]
    public async Task Does_not_start_with_a_wrong_setting_and_names_it(string key, string value, string said)
    {
        var refused = await Assert.ThrowsAsync<InvalidSettingsException>(
            () => StartAsync(("database:connectionString", "Host=127.0.0.1;Database=none;Username=none"), (key, value)));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] all =
        [
            ("http:url", "http://127.0.0.1:0"), ("log:level", "warning"), ("bus:transport", "in-memory"), ("cluster", Some.Workload.Cluster),
            ("masking:key", Convert.ToBase64String(new byte[32])), .. settings,
        ];
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("analyzer", new GivenSettings
        {
            Settings = [.. all.Select(s => new GivenSetting(s.Key, s.Value, $"flag --{s.Key}"))],
        });
        builder.AddAnalyzer();
        builder.AddPipelineBus();
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }
}
