using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class Masking_options
{
    [Theory]
    [InlineData("Masking:KeyFile", "/x", "exactly one of Masking:Key")]
    [InlineData("Masking:Key", "AAAA", "Masking:Key has 3 bytes")]
    [InlineData("Masking:MaxTextLength", "1", "MaxTextLength")]
    [InlineData("Masking:MatchTimeout", "00:01:00", "MatchTimeout")]
    [InlineData("Masking:Patterns:0:Pattern", "(", "Masking:Patterns:0:Pattern")]
    [InlineData("Masking:Patterns:0:Pattern", "a*", "matches the empty text")]
    [InlineData("Masking:Patterns:0:Kind", "Not A Kind", "Kind")]
    [InlineData("Masking:Misspelt", "1", "Misspelt")]
    public async Task Stop_the_host_when_wrong(string name, string value, string said)
    {
        using var host = Host((name, value));
        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.True(error is OptionsValidationException or InvalidOperationException, error.ToString());
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Give_the_host_its_masker()
    {
        using var host = Host(("Masking:Patterns:0:Pattern", "order-(?<secret>[0-9]{4})"));
        await host.StartAsync();
        var masker = host.Services.GetRequiredService<Masker>();
        Assert.Matches("^order-\\[masked:order:[a-z2-7]{32}\\]$", masker.Text("order-1234"));
        await host.StopAsync();
    }

    [Theory]
    [InlineData("(?<=id )[0-9]+")]
    [InlineData("[0-9]{5}")]
    public void Take_patterns_of_either_engine(string pattern) =>
        Assert.DoesNotContain("12345", With(pattern).Text("the id 12345 is secret"), StringComparison.Ordinal);

    [Fact]
    public void With_a_pattern_that_takes_too_long_mask_the_whole_text()
    {
        var masked = With("(?=x)x(a|aa)+(?<!c)$|zzz", TimeSpan.FromMilliseconds(10)).Text("x" + new string('a', 5_000) + "b");
        Assert.StartsWith($"[masked:{SecretKinds.Unexamined}:", masked, StringComparison.Ordinal);
    }

    private static Masker With(string pattern, TimeSpan? timeout = null) => Masker.Create(new MaskingOptions
    {
        Key = Some.Key,
        MatchTimeout = timeout ?? TimeSpan.FromSeconds(1),
        Patterns = [new CustomPattern { Kind = "own", Pattern = pattern }],
    });

    private static IHost Host((string Name, string Value) setting)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Masking:Key"] = Some.Key,
            ["Masking:Patterns:0:Kind"] = "order",
            ["Masking:Patterns:0:Pattern"] = "order-[0-9]{4}",
            [setting.Name] = setting.Value,
        });
        builder.AddMasking();
        return builder.Build();
    }
}
