using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Tests.Given;
using Pipeline.EventStore.Verifying;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Auditing;

public sealed class Verifying_the_anchors(PostgresFixture postgres) : AuditTest(postgres)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Anchor.RunAsync(Token);
        await AppendAsync(A, Some.Added("lid"));
        await Anchor.RunAsync(Token);
    }

    [Theory]
    [InlineData("\"events\":9", "\"events\":8")]
    [InlineData("\"signature\":\"ME", "\"signature\":\"MF")]
    public async Task Finds_an_edited_line(string from, string to)
    {
        await EditFileAsync(text => text.Replace(from, to, StringComparison.Ordinal));

        Assert.Contains(AuditFindingKind.AnchorEdited, await KindsAsync());
    }

    [Fact]
    public async Task Finds_edited_leaves()
    {
        await EditFileAsync(text => text.Replace($"[4,\"{A}\",3", $"[4,\"{A}\",4", StringComparison.Ordinal));

        Assert.Equal([AuditFindingKind.AnchorEdited], await KindsAsync());
    }

    [Fact]
    public async Task Finds_a_line_that_is_no_line()
    {
        await EditFileAsync(text => text + "{}\n");

        Assert.Equal([AuditFindingKind.AnchorEdited], await KindsAsync());
    }

    [Fact]
    public async Task Finds_a_line_that_was_cut_from_the_middle()
    {
        await EditFileAsync(text => text.Split('\n')[1] + "\n");

        Assert.Equal([AuditFindingKind.AnchorMissing], await KindsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Says_that_a_file_is_behind_which_lacks_only_the_newest_ones(int lines)
    {
        await EditFileAsync(text => string.Concat(text.Split('\n').Take(lines).Select(line => line + "\n")));

        var report = await VerifyAnchoredAsync();

        Assert.Empty(report.Findings);
        Assert.Contains(report.Doubts, doubt => doubt.StartsWith($"The anchors file is behind by {2 - lines} (from checkpoint {lines + 1})", StringComparison.Ordinal));
        await Anchor.RunAsync(Token);
        Assert.Empty((await VerifyAnchoredAsync()).Doubts);
    }

    [Fact]
    public async Task Says_of_one_stream_that_only_a_verification_of_all_can_check_what_the_file_lacks()
    {
        await EditFileAsync(text => text.Split('\n')[0] + "\n");

        var report = await VerifyAnchoredAsync(A);

        Assert.Empty(report.Findings);
        Assert.Contains(report.Doubts, doubt => doubt.Contains("only a verification of all streams", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_a_cut_end_whose_events_were_changed()
    {
        await EditFileAsync(text => text.Split('\n')[0] + "\n");
        await SqlAsync("update {schema}.mt_events set user_name = 'eve' where seq_id = 10");
        await RecomputeChainAsync(A, from: 5);

        Assert.Equal([AuditFindingKind.StretchChanged, AuditFindingKind.AnchorMissing], await KindsAsync());
    }

    [Theory]
    [InlineData("delete from {schema}.pipeline_audit_checkpoints where number = 2", AuditFindingKind.AnchorMissing)]
    [InlineData("update {schema}.pipeline_audit_checkpoints set body = jsonb_set(body, '{events}', '8') where number = 1", AuditFindingKind.AnchorEdited)]
    [InlineData("update {schema}.pipeline_audit_checkpoints set signature = 'AAAA' where number = 1", AuditFindingKind.AnchorEdited)]
    public async Task Finds_a_changed_table(string attack, AuditFindingKind kind)
    {
        await SqlAsync(attack);

        Assert.Contains(kind, await KindsAsync());
    }

    [Fact]
    public async Task Finds_a_record_that_was_signed_anew_with_another_key()
    {
        File.Delete(Anchors);
        await SqlAsync("delete from {schema}.pipeline_audit_checkpoints");
        using var other = AuditKeyFile.OpenOrCreate(KeyPath + ".other");
        await new AuditAnchor(Store, other, Anchors, TimeProvider.System).RunAsync(Token);

        Assert.Contains(AuditFindingKind.AnchorEdited, await KindsAsync());
    }

    [Fact]
    public async Task Finds_file_and_table_that_disagree_though_both_are_signed()
    {
        var file = await File.ReadAllTextAsync(Anchors);
        File.Delete(Anchors);
        await SqlAsync("delete from {schema}.pipeline_audit_checkpoints");
        await Anchor.RunAsync(Token); // one checkpoint over all, where there were two
        await File.WriteAllTextAsync(Anchors, file);

        Assert.Contains(AuditFindingKind.AnchorsDisagree, await KindsAsync());
    }

    [Fact]
    public async Task Without_the_file_finds_a_changed_stretch_by_the_tables_root()
    {
        File.Delete(Anchors);
        await SqlAsync("update {schema}.mt_events set user_name = 'eve' where seq_id = 4");
        await RecomputeChainAsync(A, from: 3);

        var report = await VerifyAnchoredAsync();

        Assert.Equal((AuditFindingKind.StretchChanged, 1L), (report.First!.Kind, report.First.Sequence));
        Assert.Contains(report.Limits, limit => limit.StartsWith("There was no anchors file", StringComparison.Ordinal));
    }

    private async Task EditFileAsync(Func<string, string> edit)
    {
        var before = await File.ReadAllTextAsync(Anchors);
        var after = edit(before);
        Assert.NotEqual(before, after);
        await File.WriteAllTextAsync(Anchors, after);
    }

    private async Task<IEnumerable<AuditFindingKind>> KindsAsync() =>
        (await VerifyAnchoredAsync()).Findings.Select(finding => finding.Kind).Distinct();
}
