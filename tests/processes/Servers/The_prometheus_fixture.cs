using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Processes.Tests.Servers;

public sealed class The_prometheus_fixture(PrometheusFixture prometheus, NodeExporterFixture node)
    : IClassFixture<PrometheusFixture>, IClassFixture<NodeExporterFixture>
{
    [Fact]
    public async Task Scrapes_this_machine_and_remembers_it_when_killed()
    {
        await prometheus.ScrapeAsync(("node", [node.Target]));
        await Eventually.ReadsAsync(
            cancellation => prometheus.QueryAsync("count_over_time(node_load1[1m]) >= 3", cancellation),
            result => result.Count == 1);
        await prometheus.KillAsync();
        await node.KillAsync();
        await prometheus.StartAsync();
        await Eventually.ReadsAsync(
            cancellation => prometheus.QueryAsync("count_over_time(node_load1[5m]) >= 3", cancellation),
            result => result.Count == 1);
        await Eventually.ReadsAsync(
            cancellation => prometheus.QueryAsync("up{job='node'} == 0", cancellation), result => result.Count == 1);
        await node.StartAsync();
        await Eventually.ReadsAsync(
            cancellation => prometheus.QueryAsync("up{job='node'} == 1", cancellation), result => result.Count == 1);
    }

    [Fact]
    public async Task Says_why_it_refuses_a_configuration()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => prometheus.ConfigureAsync("nonsense: true\n"));
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);
    }
}
