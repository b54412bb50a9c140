using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Tests.Configuration;

public sealed class A_wrong_setting
{
    [Theory]
    [InlineData("cluster: [a]", "pipeline.yaml:1:11: cluster is one value, not a section or list")]
    [InlineData("cluster: Prod_1", "pipeline.yaml:1:10: cluster is \"Prod_1\", must be 1 to 63 small letters, digits and dashes, without a dash at either end")]
    [InlineData("cluster: ''", "pipeline.yaml:1:10: cluster is required; give it in the settings file, as flag --cluster or as environment variable PIPELINE__CLUSTER")]
    [InlineData("partitions: 0", "pipeline.yaml:1:13: partitions is 0, must be 1 to 256")]
    [InlineData("partitions: many", "pipeline.yaml:1:13: partitions is \"many\", must be a whole number")]
    [InlineData("partitions: 99999999999", "pipeline.yaml:1:13: partitions is \"99999999999\", must be a whole number")]
    [InlineData("clustr: x", "pipeline.yaml:1:9: clustr is no setting; did you mean cluster?")]
    [InlineData("prob:\n  threshold: 3", "pipeline.yaml:2:14: prob is no setting; did you mean probe?")]
    [InlineData("zebra: 1", "pipeline.yaml:1:8: zebra is no setting; there are access, actions, analyzer, approver, audit, cluster, collector, dashboard, dataDirectory, detector, executor, partitions, probe, shutdownTimeout, simulator, verification")]
    [InlineData("probe:\n  treshold: 3", "pipeline.yaml:2:13: probe:treshold is no setting; did you mean probe:threshold?")]
    [InlineData("probe:\n  rules:\n  - nam: x", "pipeline.yaml:3:10: probe:rules:0:nam is no setting; did you mean probe:rules:0:name?|pipeline.yaml:3:10: probe:rules:0:name is required; give it in the settings file, as flag --probe:rules:0:name or as environment variable PIPELINE__PROBE__RULES__0__NAME")]
    [InlineData("probe:\n  threshold: 21", "pipeline.yaml:2:14: probe:threshold is 21, must be 1 to 20")]
    [InlineData("probe:\n  threshold: NaN", "pipeline.yaml:2:14: probe:threshold is \"NaN\", must be a number")]
    [InlineData("probe:\n  step: 15", "pipeline.yaml:2:9: probe:step is \"15\", must be a duration with its unit, like 500ms, 15s, 5m, 1h30m or 7d")]
    [InlineData("probe:\n  step: 500ms", "pipeline.yaml:2:9: probe:step is 500ms, must be 1s to 10m")]
    [InlineData("probe:\n  step: 5m", "pipeline.yaml:2:9: probe:step must be an eighth of probe:window or less")]
    [InlineData("probe:\n  enabled: maybe", "pipeline.yaml:2:12: probe:enabled is \"maybe\", must be true or false")]
    [InlineData("probe:\n  url: /x/..", "pipeline.yaml:2:8: probe:url is \"/x/..\", must be an absolute URL")]
    [InlineData("probe:\n  day: someday", "pipeline.yaml:2:8: probe:day is \"someday\", must be one of sunday, monday, tuesday, wednesday, thursday, friday, saturday")]
    [InlineData("probe:\n  names: [a, b, c, d]", "pipeline.yaml:2:11: probe:names is a,b,c,d, must be at most 3 long")]
    [InlineData("probe:\n  best: three", "pipeline.yaml:2:9: probe:best is a section with keys of its own, not a value")]
    [InlineData("probe:\n  limits: { a: x }", "pipeline.yaml:2:16: probe:limits:a is \"x\", must be a number")]
    [InlineData("probe:\n  passwordFile: /no/such", "pipeline.yaml:2:17: probe:passwordFile is \"/no/such\", which cannot be read: Could not find a part of the path '/no/such'.")]
    [InlineData("probe:\n  password: x\n  passwordFile: /x", "pipeline.yaml:3:17: probe:passwordFile and probe:password are both given; keep one of them")]
    public void Is_named_with_its_place_and_the_way_out(string yaml, string problems) =>
        Assert.Equal(problems.Split('|'), Settings.Read(ProbeOptions.Sections, yaml).Problems());

    [Theory]
    [InlineData("a: 1\na: 2", "pipeline.yaml:2:1: a is given twice, also at pipeline.yaml:1:1; keep one of them")]
    [InlineData("probe:\n  count: 1\n  Count: 2", "pipeline.yaml:3:3: probe:count is given twice, also at pipeline.yaml:2:3; keep one of them")]
    [InlineData("probe:\n\tcount: 1", "pipeline.yaml:2:1: a tab indents this line; indent with spaces")]
    [InlineData("probe: &x\n  count: 1", "pipeline.yaml:1:8: anchors and aliases are not supported; write the value again")]
    [InlineData("cluster: *x", "pipeline.yaml:1:10: anchors and aliases are not supported; write the value again")]
    [InlineData("cluster: !!str x", "pipeline.yaml:1:10: tags are not supported; write the plain value")]
    [InlineData("cluster: a\n---\ncluster: b", "pipeline.yaml:2:1: there is a second document; a settings file has one")]
    [InlineData("- a", "pipeline.yaml:1:1: settings are keys with values: \"cluster: production\"")]
    [InlineData("words", "pipeline.yaml:1:1: settings are keys with values: \"cluster: production\"")]
    [InlineData("? [a]\n: 1", "pipeline.yaml:1:3: a key is a plain word")]
    [InlineData("'a:b': 1", "pipeline.yaml:1:1: \"a:b\" is no key: it is empty or contains a colon")]
    public void Of_form_is_named_with_its_place(string yaml, string problem) =>
        Assert.Contains(problem, Settings.Read(ProbeOptions.Sections, yaml).Problems());

    [Fact]
    public void Of_form_says_why_a_parser_stopped() =>
        Assert.StartsWith("pipeline.yaml:2:1: this is no YAML: ", Assert.Single(Settings.Read(ProbeOptions.Sections, "cluster: [a").Problems()), StringComparison.Ordinal);

    [Fact]
    public void Is_bounded_in_depth() =>
        Assert.Contains("nested deeper than 16 levels", Assert.Single(
            Settings.Read(ProbeOptions.Sections, string.Concat(Enumerable.Repeat("{a: ", 1000))).Problems()), StringComparison.Ordinal);

    [Fact]
    public void Is_said_together_with_all_others_of_all_layers() =>
        Assert.Equal(
            [
                "environment variable PIPELINE__PROB__X: prob is no setting; did you mean probe?",
                "flag --partition: partition is no setting; did you mean partitions?",
                "environment variable PIPELINE__PARTITIONS: partitions is 0, must be 1 to 256",
                "flag --probe:Count: probe:count is \"many\", must be a whole number",
                "pipeline.yaml:1:21: probe:threshold is 0, must be 1 to 20",
            ],
            Settings.Read(
                ProbeOptions.Sections, "probe: { threshold: 0 }", [("PIPELINE__PARTITIONS", "0"), ("PIPELINE__PROB__X", "1"), ("PATH", "x")],
                ["--partition=3", "--probe:Count", "many"]).Problems().Order(StringComparer.Ordinal).OrderBy(p => !p.Contains("no setting", StringComparison.Ordinal)));

    [Theory]
    [InlineData("cluster", "command line: \"cluster\" is no flag; settings are given as --section:key value")]
    [InlineData("--cluster", "flag --cluster: has no value; write --cluster VALUE")]
    public void On_the_command_line_is_named(string argument, string problem) =>
        Assert.Equal([problem], Settings.Read(ProbeOptions.Sections, arguments: [argument]).Problems());

    [Fact]
    public void Never_shows_a_secret()
    {
        SettingsSection[] sections = [new SettingsSection("Database", typeof(DatabaseOptions))];
        var problems = Settings.Read(sections, "database:\n  connectionString: Password=hunter2\n  password: hunter3").Problems();
        Assert.Equal(["pipeline.yaml:2:21: database:connectionString names no Host"], problems);
    }

    [Fact]
    public void Stops_whoever_asks_for_any_options()
    {
        var settings = Settings.Read(ProbeOptions.Sections, "partitions: 0");
        var error = Assert.Throws<InvalidSettingsException>(() => settings.Get<ProbeOptions>());
        Assert.Contains("pipeline.yaml:1:13: partitions is 0, must be 1 to 256", error.Message, StringComparison.Ordinal);
    }
}
