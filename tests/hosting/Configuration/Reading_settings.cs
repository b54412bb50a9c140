namespace Pipeline.Hosting.Tests.Configuration;

public sealed class Reading_settings
{
    [Fact]
    public void Passes_over_the_sections_of_other_services_because_one_file_serves_them_all() =>
        Assert.Empty(Settings.Read(
            ProbeOptions.Sections, "analyzer:\n  canNotify: true\nactions:\n  notify: { url: 'https://example.org' }",
            environment: [("PIPELINE__EXECUTOR__SETTLETIME", "1s")]).Problems());

    [Fact]
    public void Takes_every_kind_of_value_from_yaml()
    {
        var probe = Settings.Read(ProbeOptions.Sections, """
            # comments are fine
            cluster: production
            probe:
              threshold: 4.5
              step: 1m15s
              window: 00:30:00
              count: -7
              enabled: true
              url: https://example.org/x
              day: friday
              names: [a, "b c"]
              limits:
                kube-system.cpu: 0.5
              rules:
                - name: one
                - { name: two, weight: 5 }
              best:
                name: three
              password: "correct horse"
            """).Get<ProbeOptions>();
        Assert.Equal(
            (4.5, TimeSpan.FromSeconds(75), TimeSpan.FromMinutes(30), -7, true),
            (probe.Threshold, probe.Step, probe.Window, probe.Count, probe.Enabled));
        Assert.Equal((new Uri("https://example.org/x"), DayOfWeek.Friday), (probe.Url!, probe.Day));
        Assert.Equal(["a", "b c"], probe.Names);
        Assert.Equal(0.5, Assert.Single(probe.Limits, limit => limit.Key == "kube-system.cpu").Value);
        Assert.Equal([("one", 1), ("two", 5)], probe.Rules.Select(rule => (rule.Name, rule.Weight)));
        Assert.Equal(("three", "correct horse"), (probe.Best!.Name, probe.Password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("probe:\n")]
    [InlineData("---\nprobe:\n  # threshold: 4\n")]
    public void Keeps_the_defaults_when_nothing_is_written(string yaml)
    {
        var settings = Settings.Read(ProbeOptions.Sections, yaml);
        Assert.Empty(settings.Problems());
        Assert.Equal((3.5, "default"), (settings.Get<ProbeOptions>().Threshold, settings.Get<PipelineOptions>().Cluster));
    }

    [Fact]
    public void Prefers_flags_to_the_environment_to_the_file()
    {
        var settings = Settings.Read(
            ProbeOptions.Sections,
            "cluster: file\npartitions: 1\nprobe: { threshold: 1, names: [x, y, z] }",
            [("PIPELINE__CLUSTER", "environment"), ("PIPELINE__PROBE__THRESHOLD", "2"), ("PIPELINE__PROBE__NAMES", "p, q")],
            ["--probe:threshold", "3", "--probe:window=20m"]);
        Assert.Empty(settings.Problems());
        var (pipeline, probe) = (settings.Get<PipelineOptions>(), settings.Get<ProbeOptions>());
        Assert.Equal(("environment", 1, 3.0), (pipeline.Cluster, pipeline.Partitions, probe.Threshold));
        Assert.Equal(["p", "q"], probe.Names);
        Assert.Equal(TimeSpan.FromMinutes(20), probe.Window);
    }

    [Fact]
    public void Leaves_the_variables_of_the_command_line_alone() => Assert.Empty(Settings.Read(
        ProbeOptions.Sections, environment: [("PIPELINE__SERVER", "http://x"), ("PIPELINE__TOKEN", "x"), ("PIPELINE__TOKENFILE", "/x")]).Problems);

    [Fact]
    public void Takes_a_secret_from_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "s3cret\n");
        Assert.Equal("s3cret", Settings.Read(ProbeOptions.Sections, $"probe:\n  passwordFile: {file}").Get<ProbeOptions>().Password);
        File.Delete(file);
    }
}
