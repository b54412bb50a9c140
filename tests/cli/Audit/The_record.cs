using System.Text.Json.Nodes;
using Pipeline.Cli.Tests.Real;
using Pipeline.Testing.Servers;

namespace Pipeline.Cli.Tests.Audit;

[Collection(Database.Name)]
public sealed class The_record(PostgresFixture postgres) : IAsyncLifetime
{
    private RealPipeline _pipeline = null!;

    public async Task InitializeAsync()
    {
        _pipeline = await RealPipeline.StartAsync(postgres);
        await _pipeline.LeadAsync(Some.UpToTheQuestion);
        await _pipeline.AnchorAsync();
    }

    public async Task DisposeAsync() => await _pipeline.DisposeAsync();

    [Fact]
    public async Task Is_sound_as_it_was_written()
    {
        var ended = await VerifyAsync();

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.StartsWith("sound: 12 events in 1 streams", ended.Output, StringComparison.Ordinal);
        Assert.Contains("anchored by signed checkpoints up to number 12", ended.Output, StringComparison.Ordinal);
        Assert.Contains("What could not be known", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_event_was_edited()
    {
        await _pipeline.ExecuteAsync("update pipeline.mt_events set data = jsonb_set(data, '{Conclusion}', '\"all is well\"') where type = 'analysis_completed'");

        var (table, json) = (await VerifyAsync(), await VerifyAsync("--output", "json"));

        Assert.Equal((1, 1), (table.ExitCode, json.ExitCode));
        Assert.StartsWith("TAMPERED", table.Output, StringComparison.Ordinal);
        Assert.Contains("event edited: ", table.Output, StringComparison.Ordinal);
        Assert.Equal(("event-edited", 8), ((string?)JsonNode.Parse(json.Output)!["first"]!["kind"], (int)JsonNode.Parse(json.Output)!["first"]!["version"]!));
    }

    [Fact]
    public async Task Is_verified_from_an_export_without_the_database()
    {
        var file = _pipeline.Folder.Combine("record.jsonl");
        var export = await AuditAsync("export", ["--output-file", file]);
        await _pipeline.ExecuteAsync("drop schema pipeline cascade");

        var sound = await CommandLine.RunAsync("audit", "verify", "--file", file, "--public-key", _pipeline.PublicKey);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("cart likely has", "cart never had", StringComparison.Ordinal));
        var tampered = await CommandLine.RunAsync("audit", "verify", "--file", file);

        Assert.Equal((0, 0, 1), (export.ExitCode, sound.ExitCode, tampered.ExitCode));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("The public key came with the export", tampered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_replayed_step_by_step_from_database_and_export()
    {
        var file = _pipeline.Folder.Combine("incident.jsonl");
        await AuditAsync("export", ["--incident", "2d015ef4", "-f", file]);

        var database = await AuditAsync("replay", ["2d015ef4", "--output", "json"], keys: false);
        var export = await CommandLine.RunAsync("audit", "replay", "2d015ef4", "--file", file, "--output", "json");

        Assert.Equal((0, 0), (database.ExitCode, export.ExitCode));
        Assert.Equal(database.Output, export.Output);
        var steps = JsonNode.Parse(database.Output)!.AsArray();
        Assert.Equal(
            ["open", "analyzing", "proposed", "preflighted", "awaiting-approval"],
            steps.Select(step => (string)step!["state"]!).Distinct());
    }

    [Fact]
    public async Task Shows_what_was_known_at_a_version_or_a_time()
    {
        var early = await AuditAsync("replay", ["2d015ef4", "--until", "4"], keys: false);
        var never = await AuditAsync("replay", ["2d015ef4", "--until", "2001-01-01T00:00:00Z"], keys: false);

        Assert.Equal((0, 3), (early.ExitCode, never.ExitCode));
        Assert.Contains("after event 4 of 12", early.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hypothesis", early.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing of this incident was recorded by then", never.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_found_where_there_is_none()
    {
        var schema = await AuditAsync("verify", ["--schema", "elsewhere"]);
        var incident = await AuditAsync("replay", ["ffffffff"], keys: false);
        var folder = await CommandLine.RunAsync("audit", "verify", "--data-dir", _pipeline.Folder.Path);

        Assert.Equal((1, 3, 1), (schema.ExitCode, incident.ExitCode, folder.ExitCode));
        Assert.Contains("look at --schema", schema.Error, StringComparison.Ordinal);
        Assert.Contains("There is no database in", folder.Error, StringComparison.Ordinal);
    }

    private Task<Ended> VerifyAsync(params string[] more) => AuditAsync("verify", more);

    private Task<Ended> AuditAsync(string command, string[] more, bool keys = true) => CommandLine.RunAsync(
        ["audit", command, "--connection-string", _pipeline.ConnectionString, .. keys ? ["--anchors", _pipeline.Anchors, "--public-key", _pipeline.PublicKey] : Array.Empty<string>(), .. more]);
}
