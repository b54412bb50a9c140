using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.EventStore;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Store;
using Pipeline.Incidents.Governance;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Tests;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Approver.Tests;

/// <summary>The service as its Program.cs makes it, on PostgreSQL and the in-memory bus: messages come from the outbox only.</summary>
[Collection(StoreCollection.Name)]
public sealed class Hosting_the_approver(PostgresFixture postgres)
{
    [Fact]
    public async Task Records_mode_and_policy_and_decides_what_the_streams_ask_for()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var app = await StartAsync(("database:connectionString", database.ConnectionString), ("approver:mode", "manual"));
        await app.Services.GetRequiredService<SchemaReady>().WaitAsync(CancellationToken.None);
        var events = app.Services.GetRequiredService<PostgresEventStore>();
        foreach (var stream in new[] { GovernanceStreams.Mode(Some.Workload.Cluster), GovernanceStreams.Policy(Some.Workload.Cluster) })
            await Eventually.HoldsAsync(async token => (await events.ReadStreamAsync(stream, token)).Events.Count == 1);
        var incidents = app.Services.GetRequiredService<IIncidentStore>();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var command in (Incidents.Commands.IncidentCommand[])[Some.Opening(), Some.Analysis(), Some.Conclusion(), Some.Preflight(Some.Plan().Hash())])
            await incidents.ApplyAsync(Some.Id, command, new CommandContext(Some.Ana), null, CancellationToken.None);
        var phase = await Eventually.ReadsAsync(
            async token => (await incidents.LoadAsync(Some.Id, token))!.Incident.Phase, phase => phase is IncidentPhase.AwaitingApproval);
        Assert.InRange(((IncidentPhase.AwaitingApproval)phase).ExpiresAt, now.AddMinutes(30), now.AddMinutes(35));
        await app.StopAsync();
    }

    [Theory]
    [InlineData("approver:mode", "auto", "must be one of observe, manual, automatic")]
    [InlineData("approver:approvalWindow", "8d", "approver:approvalWindow")]
    [InlineData("approver:approvalWindow", "30", "a duration with its unit")]
    [InlineData("approver:policyFil", "x.yaml", "did you mean approver:policyFile")]
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
        builder.AddPipelineDefaults("approver", new GivenSettings
        {
            Settings = [.. all.Select(s => new GivenSetting(s.Key, s.Value, $"flag --{s.Key}"))],
        });
        builder.AddApprover();
        builder.AddPipelineBus();
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }
}
