using Pipeline.Contracts.Models;
using Pipeline.Dashboard.Tests.Given;
using Pipeline.EventStore.Streams;
using Pipeline.IncidentStore.Models;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests;

public sealed class What_the_detector_has_learned(PostgresFixture postgres) : ApiTest(postgres)
{
    [Fact]
    public async Task Is_nothing_before_metrics_came() =>
        Assert.Empty((await Api.GetAsync("/api/v1/metrics/model/info")).Ok().GetProperty("partitions").EnumerateArray());

    [Fact]
    public async Task Is_shown_with_what_became_of_its_incidents()
    {
        var transaction = new StoreTransaction();
        ModelDirectory.Save(transaction, Api.Cluster, 3, new PartitionModel(7, 5, 2, 1_234, 1, 1, new Dictionary<string, int> { ["cpu-utilization"] = 7 }, null, 1));
        await Api.Store.CommitAsync(transaction, CancellationToken.None);
        await Api.OpenAsync("cart");
        var info = (await Api.GetAsync("/api/v1/metrics/model/info")).Ok();
        var partition = Assert.Single(info.GetProperty("partitions").EnumerateArray());
        Assert.Equal((3, 1_234), (partition.GetProperty("partition").GetInt32(), partition.GetProperty("model").GetProperty("values").GetInt32()));
        Assert.Equal((1, 1), (info.GetProperty("outcomes").GetProperty("opened").GetInt32(), info.GetProperty("outcomes").GetProperty("goingOn").GetInt32()));
    }
}
