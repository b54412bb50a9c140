using Microsoft.AspNetCore.Builder;
using Pipeline.Hosting.Authentication;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Store;

namespace Pipeline.Hosting.Tests.Configuration;

public sealed class The_settings_reference
{
    private static readonly string[] Lines = MakeLines();

    [Theory]
    [InlineData("## Without a section")]
    [InlineData("| `partitions` | `8` | 1 to 256 | Queues over which the detector's scoring is spread, and so its most replicas; all services must agree. 8 by default. |")]
    [InlineData("## bus")]
    [InlineData("| `bus:transport` | `rabbitmq` | one of rabbitmq, in-memory | What carries the messages. RabbitMQ by default; pipeline up chooses in-memory. |")]
    [InlineData("| `bus:password`, `bus:passwordFile` |  | text | The user's password. \"guest\" by default. |")]
    [InlineData("| `bus:retryIntervals` | `100ms, 500ms, 2s, 5s` | at most 10 long | Waiting times before a failed message is tried again; after the last it goes to the error queue. 100ms, 500ms, 2s and 5s by default. |")]
    [InlineData("| `access:tokens:n:sha256` |  | 64 hexadecimal digits | The secret's SHA-256 in hexadecimal, so that the settings hold nothing secret. |")]
    [InlineData("| `watchdog:interval` | `5s` | 100ms to 1m | How often a stage says that it lives. 5 seconds by default. |")]
    public void Tells_default_range_and_meaning(string line) => Assert.Contains(line, Lines);

    [Fact]
    public void Explains_every_setting() =>
        Assert.DoesNotContain(Lines, line => line.EndsWith("|  |", StringComparison.Ordinal));

    private static string[] MakeLines()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("up", new GivenSettings());
        builder.AddPipelineStore();
        builder.AddPipelineAccess();
        builder.AddPipelineBus();
        return SettingsReference.Markdown(builder.Services.Select(service => service.ImplementationInstance).OfType<SettingsSection>()).Split('\n');
    }
}
