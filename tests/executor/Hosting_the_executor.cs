using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Executor.Tests.Given;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Store;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Executor.Tests;

/// <summary>The service as its Program.cs makes it, on PostgreSQL and the in-memory bus: messages come from the outbox only.</summary>
[Collection(ExecutorCollection.Name)]
public sealed class Hosting_the_executor(PostgresFixture postgres)
{
    [Fact]
    public async Task Rehearses_and_executes_what_the_streams_say()
    {
        var receiver = new WebhookReceiver();
        await receiver.InitializeAsync();
        await using var database = await postgres.CreateDatabaseAsync();
        await using var app = await StartAsync(
            ("database:connectionString", database.ConnectionString), ("actions:notify:url", receiver.Address.ToString()));
        await app.Services.GetRequiredService<SchemaReady>().WaitAsync(CancellationToken.None);
        var incidents = app.Services.GetRequiredService<IIncidentStore>();
        var id = Some.Id();
        await DoAsync(Some.Opening());
        await DoAsync(Some.Analysis());
        await DoAsync(Some.Conclusion(Some.Plan(id, Some.Notification(), Some.Diagnostics())));
        var rehearsed = await Eventually.ReadsAsync(PhaseAsync, phase => phase is IncidentPhase.Preflighted);
        await DoAsync(Some.Approval(((IncidentPhase.Preflighted)rehearsed).Plan.Hash));
        await Eventually.ReadsAsync(PhaseAsync, phase => phase is IncidentPhase.Verifying);
        Assert.Single(receiver.Requests);
        await app.StopAsync();
        await receiver.DisposeAsync();

        Task DoAsync(Pipeline.Incidents.Commands.IncidentCommand command) =>
            incidents.ApplyAsync(id, command, new CommandContext(Some.Ana), null, CancellationToken.None);

        async Task<IncidentPhase> PhaseAsync(CancellationToken cancellationToken) =>
            (await incidents.LoadAsync(id, cancellationToken))!.Incident.Phase;
    }

    [Theory]
    [InlineData("actions:notify:url", "ftp://example.org", "must be an absolute address")]
    [InlineData("actions:notify:urll", "x", "did you mean actions:notify:url")]
    [InlineData("executor:maxAttempts", "0", "executor:maxAttempts")]
    [InlineData("verification:settleTime", "15", "a duration with its unit")]
    [InlineData("verification:settleTime", "20m", "verification:window")]
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
            ("http:url", "http://127.0.0.1:0"), ("log:level", "warning"), ("bus:transport", "in-memory"), ("cluster", Some.Cluster),
            ("masking:key", Convert.ToBase64String(new byte[32])), .. settings,
        ];
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("executor", new GivenSettings
        {
            Settings = [.. all.Select(s => new GivenSetting(s.Key, s.Value, $"flag --{s.Key}"))],
        });
        builder.AddExecutor();
        builder.AddPipelineBus();
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }
}
