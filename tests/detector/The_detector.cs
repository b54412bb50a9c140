using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Stages;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests;

/// <summary>The whole service as its Program.cs makes it, over the in-memory bus and the real PostgreSQL.</summary>
public sealed class The_detector(PostgresFixture postgres) : DetectorTest(postgres)
{
    [Fact]
    public async Task Opens_an_incident_of_windows_that_came_over_the_bus_and_asks_for_the_rest_when_it_starts_again()
    {
        await using (var host = await StartAsync())
        {
            await host.Services.GetRequiredService<BusStarted>().WaitAsync(Token);
            await host.Services.GetRequiredService<PartitionSender>().SendAsync(Minutes(0, 66), Token);
            var directory = host.Services.GetRequiredService<IncidentDirectory>();
            await Eventually.ReadsAsync(
                token => directory.ListAsync(new IncidentFilter(), token), list => list is [{ FailureClass: "cpu-saturation" }]);
            await host.StopAsync();
        }

        await using var again = await StartAsync();
        var heard = await again.Services.GetRequiredService<TaskCompletionSource<BackfillRequested>>().Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(new BackfillRequested { Cluster = "test", Source = "prometheus", Partition = 3, From = Minutes(0, 66).To }, heard);
        await again.StopAsync();
    }

    /// <summary>Stands in for the collector, who answers such requests.</summary>
    public sealed class HearBackfillConsumer(TaskCompletionSource<BackfillRequested> heard) : IConsumer<BackfillRequested>
    {
        public Task Consume(ConsumeContext<BackfillRequested> context)
        {
            heard.TrySetResult(context.Message);
            return Task.CompletedTask;
        }
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("detector", new GivenSettings
        {
            Settings =
            [
                .. new (string Key, string Value)[]
                {
                    ("cluster", "test"), ("partitions", "4"), ("bus:transport", "in-memory"), ("http:url", "http://127.0.0.1:0"),
                    ("log:level", "warning"), ("database:connectionString", ConnectionString), ("dataDirectory", Folder.Path),
                    ("detector:limits:queue-depth:enter", "1000"), ("masking:key", Convert.ToBase64String(new byte[32])),
                }.Select(setting => new GivenSetting(setting.Key, setting.Value, $"flag --{setting.Key}")),
            ],
        });
        builder.AddDetector();
        builder.AddPipelineStage("collector").Consumes<HearBackfillConsumer>();
        builder.Services.AddSingleton(new TaskCompletionSource<BackfillRequested>(TaskCreationOptions.RunContinuationsAsynchronously));
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHealth();
        await app.StartAsync();
        return app;
    }
}
