using System.Text.Json.Nodes;
using Pipeline.Simulator.Admission;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Admission;

public sealed class What_a_pod_uses_of_a_quota
{
    [Theory]
    [InlineData("", "0.5")]
    [InlineData("""{"name":"i","resources":{"requests":{"cpu":"2"}}}""", "2")]
    [InlineData("""{"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"1"}}}""", "1.5")]
    [InlineData("""{"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"1"}}},{"name":"i","resources":{"requests":{"cpu":"2"}}}""", "3")]
    [InlineData("""{"name":"i","resources":{"requests":{"cpu":"1"}}},{"name":"s","restartPolicy":"Always","resources":{"requests":{"cpu":"1"}}}""", "1.5")]
    public void Is_the_most_that_runs_at_once(string initContainers, string cpu)
    {
        var pod = JsonNode.Parse($$"""
            {"spec":{"initContainers":[{{initContainers}}],"containers":[{"name":"a","resources":{"requests":{"cpu":"300m"} } },{"name":"b","resources":{"requests":{"cpu":"200m"} } }] } }
            """)!.AsObject();
        var usage = QuotaUsage.Of(Kinds.Pod, pod);
        var expected = decimal.Parse(cpu, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((1, expected, expected), (usage["pods"], usage["requests.cpu"], usage["cpu"]));
    }

    [Fact]
    public void Is_nothing_but_its_place_once_it_has_ended() =>
        Assert.Equal(
            ["count/pods"],
            QuotaUsage.Of(Kinds.Pod, JsonNode.Parse("""{"spec":{"containers":[{"name":"a","resources":{"requests":{"cpu":"1"}}}]},"status":{"phase":"Failed"}}""")!.AsObject()).Keys);
}
