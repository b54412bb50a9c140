using Pipeline.Cli.Configuration;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Running;
using Pipeline.Testing;

namespace Pipeline.Cli.Tests.Configuration;

public sealed class The_settings : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Are_all_in_the_reference_as_it_is_committed()
    {
        var printed = await CommandLine.RunAsync("config", "reference");
        Assert.Equal(ExitCode.Ok, printed.ExitCode);
        var committed = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "configuration.md"));
        Assert.True(printed.Output == committed, "docs/configuration.md is not what the code says: print it again with `pipeline config reference`.");
    }

    [Fact]
    public void Say_what_is_allowed_and_what_holds_by_default()
    {
        var settings = SettingsCatalogue.Read().SelectMany(section => section.Settings).ToDictionary(setting => setting.Key);
        Assert.Equal(("16", "1 to 1000"), (settings["bus:prefetch"].Default, settings["bus:prefetch"].Allowed));
        Assert.Equal("100ms,500ms,2s,5s", settings["bus:retryIntervals"].Default);
        Assert.Equal("rabbitmq", settings["bus:transport"].Default);
        Assert.Equal((true, true), (settings["database:connectionString"].IsRequired, settings["database:connectionString"].IsSecret));
        Assert.Contains("access:tokens:N:name", settings.Keys);
        Assert.Contains("collector:prometheus:NAME:url", settings.Keys);
        Assert.Contains("actions:notify:url", settings.Keys);
    }

    [Fact]
    public async Task Are_valid_when_the_file_is()
    {
        var checkedAll = await CheckAsync("cluster: prod-1\ndatabase: { connectionString: 'Host=db;Database=p;Username=p' }\nmasking: { key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }\n");
        Assert.Equal((ExitCode.Ok, "The settings of all services are valid.\n", ""), (checkedAll.ExitCode, checkedAll.Output, checkedAll.Error));
    }

    [Fact]
    public async Task That_are_wrong_are_all_named()
    {
        var refused = await CheckAsync("detector:\n  sensitivty: 2\nbus:\n  prefetch: 0\n");
        Assert.Equal(ExitCode.Error, refused.ExitCode);
        Assert.Contains("pipeline.yaml:2:15: detector:sensitivty is no setting; did you mean detector:sensitivity?", refused.Error, StringComparison.Ordinal);
        Assert.Contains("pipeline.yaml:4:13: bus:prefetch is 0, must be 1 to 1000", refused.Error, StringComparison.Ordinal);
        Assert.Contains("database:connectionString is required", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_service_leave_alone_what_only_others_read()
    {
        var sections = SettingsCatalogue.Read().Select(section => section.Section.Name).Where(name => name.Length > 0);
        var unread = string.Concat(sections.Select(name => $"{name}: {{ }}\n"));
        foreach (var service in ServiceModule.All)
        {
            var refused = await CheckAsync(unread, "--service", service.Name, "--verification:window", "5m", "--collector:csv:x:path", "/x", "--dashboard:pollInterval", "1s");
            Assert.DoesNotContain("is no setting", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_no_service_are_a_wrong_usage() =>
        Assert.Equal(ExitCode.Usage, (await CommandLine.RunAsync("config", "check", "--service", "detectr")).ExitCode);

    private async Task<Ended> CheckAsync(string yaml, params string[] arguments)
    {
        var file = _folder.Combine("pipeline.yaml");
        await File.WriteAllTextAsync(file, yaml);
        return await CommandLine.RunAsync(["config", "check", .. arguments, "--config", file]);
    }
}
