using System.ComponentModel.DataAnnotations;
using Pipeline.Executor.Notifying;
using Pipeline.Hosting;
using Xunit;

namespace Pipeline.Executor.Tests.Notifying;

public sealed class Settings_of_a_webhook
{
    [Theory]
    [InlineData("ftp://example.org/x")]
    [InlineData("/hook")]
    [InlineData("example.org/hook")]
    public void Take_web_addresses_only(string url) =>
        Assert.Contains("http:// or https://", Problem(new NotifyOptions { Url = url }), StringComparison.Ordinal);

    [Theory]
    [InlineData("no colon", "the form \"Name: value\"")]
    [InlineData("X-Empty:", "the form \"Name: value\"")]
    [InlineData("X-Good: 1\nidempotency-key: 2", "must not have idempotency-key in line 2")]
    [InlineData("Host: elsewhere", "must not have Host")]
    [InlineData("Bad Name: 1", "is no header")]
    public void Take_sound_headers_only_and_never_repeat_their_values(string headers, string problem) =>
        Assert.Contains(problem, Problem(new NotifyOptions { Headers = headers }), StringComparison.Ordinal);

    [Fact]
    public void Refuse_a_short_signing_key() =>
        Assert.Contains("has 5 characters", Problem(new NotifyOptions { SigningKey = "short" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://pipeline.example/incidents")]
    [InlineData("incidents/{incident}")]
    public void Refuse_a_link_that_leads_nowhere(string link) =>
        Assert.Contains("{incident}", Problem(new NotifyOptions { IncidentLink = link }), StringComparison.Ordinal);

    [Fact]
    public void Are_sound_by_default()
    {
        Assert.Empty(Problems(new NotifyOptions()));
        Assert.Empty(Problems(new ExecutorOptions()));
        Assert.Empty(Problems(new VerificationOptions()));
    }

    [Fact]
    public void Leave_time_to_verify_after_the_settle_time() =>
        Assert.Contains(
            "shorter than verification:window",
            Problem(new VerificationOptions { SettleTime = TimeSpan.FromMinutes(10) }), StringComparison.Ordinal);

    private static string Problem(IValidatableObject options) => Assert.Single(Problems(options)).ErrorMessage!;

    private static List<ValidationResult> Problems(IValidatableObject options) => [.. options.Validate(new ValidationContext(options))];
}
