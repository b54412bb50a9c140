using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts.Hints;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Stages;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests;

/// <summary>Settings for the fixtures' servers; each test is a cluster of its own.</summary>
internal static class Given
{
    private static int Clusters;

    public static string NewCluster() => $"test-{Interlocked.Increment(ref Clusters)}";

    public static (string Key, string Value)[] Settings(this RabbitMqFixture broker, string cluster, int partitions = 3) =>
    [
        ("cluster", cluster), ("partitions", $"{partitions}"), ("bus:address", $"amqp://127.0.0.1:{broker.Port}/"),
    ];

    /// <summary>A stage with a consumer of each kind.</summary>
    public static void AddHearing(this IHostApplicationBuilder builder, string stage = "probe")
    {
        builder.Services.AddSingleton<Heard>();
        builder.AddPipelineStage(stage)
            .Consumes<Heard.AnalysisConsumer>()
            .ConsumesAlone<Heard.IntakeConsumer>("detector-correlation")
            .ConsumesPartitions<Heard.PartitionConsumer>(PartitionQueues.Scoring);
    }

    public static IncidentWantsAnalysis Hint(string cluster) => new() { Cluster = cluster, IncidentId = Guid.Empty };

    public static MetricWindowsCollected Windows(string cluster, int partition) => new()
    {
        Cluster = cluster,
        Source = "csv",
        Partition = partition,
        From = DateTimeOffset.UnixEpoch,
        To = DateTimeOffset.UnixEpoch,
        Clock = SourceClock.Recorded,
    };

    public static (string Key, string Value)[] Settings(this TestDatabase database) =>
    [
        ("database:connectionString", database.ConnectionString), ("masking:key", Convert.ToBase64String(new byte[32])),
    ];

    public static (string Key, string Value)[] InMemory(string cluster, int partitions = 3) =>
        [("cluster", cluster), ("partitions", $"{partitions}"), ("bus:transport", "in-memory")];
}
