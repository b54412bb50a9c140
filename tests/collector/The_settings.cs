using System.ComponentModel.DataAnnotations;
using Pipeline.Collector.Csv;
using Pipeline.Collector.Queries;

namespace Pipeline.Collector.Tests;

public sealed class The_settings
{
    [Fact]
    public void Say_every_mistake_with_source_field_value_and_way_out()
    {
        var options = new CollectorOptions
        {
            Prometheus = new Dictionary<string, PrometheusSourceOptions>
            {
                ["main"] = new() { Url = new Uri("http://p:9090"), Selector = "{job=\"a\"}", ClusterLabel = "1x", Step = TimeSpan.FromHours(2), Queries = "/none.yaml" },
            },
            Csv = new Dictionary<string, CsvSourceOptions> { ["a b"] = new() { Path = "x.csv.gz", Follow = true, Speed = "fast" } },
        };
        Assert.Equal(
            [
                "the source's name 'a b' must be 1 to 60 letters, digits, dots, dashes and underscores",
                "collector:prometheus:main: The query file '/none.yaml' cannot be read: Could not find file '/none.yaml'.",
                "collector:prometheus:main: Selector '{job=\"a\"}' must be matchers without braces, such as job=\"node\".",
                "collector:prometheus:main: ClusterLabel '1x' is not a label's name.",
                "collector:prometheus:main: Step 02:00:00 must be between 00:00:01 and 01:00:00.",
                "collector:prometheus:main: WarmUpStep 00:05:00 must be between 02:00:00 and 01:00:00.",
                "collector:prometheus:main: RateWindow 00:05:00 must not be shorter than Step 02:00:00: rates would leave samples out.",
                "collector:csv:a b: Path 'x.csv.gz' is compressed and cannot be followed: set Follow to false, or name the plain file.",
                "collector:csv:a b: Speed 'fast' is neither a factor such as 60x (0.01 to 1000000000) nor max.",
            ],
            options.Validate(new ValidationContext(options)).Select(r => r.ErrorMessage));
    }

    [Fact]
    public void Are_right_by_default() => Assert.Empty(new CollectorOptions().Validate(new ValidationContext(new object())));
}
