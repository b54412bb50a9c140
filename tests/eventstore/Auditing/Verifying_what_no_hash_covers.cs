using Pipeline.EventStore.Exporting;
using Pipeline.EventStore.Tests.Given;
using Pipeline.EventStore.Verifying;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Auditing;

/// <summary>Columns that are not part of an event's hash, and that decide whether and as what it is read.</summary>
public sealed class Verifying_what_no_hash_covers(PostgresFixture postgres) : AuditTest(postgres)
{
    private const string ItemAdded = "Pipeline.EventStore.Tests.Given.ItemAdded, Pipeline.EventStore.Tests";

    [Theory]
    [InlineData("is_archived = true")]
    [InlineData("tenant_id = 'eve'")]
    [InlineData("tenant_id = null")]
    [InlineData("bdata = '\\x00'")]
    public async Task Names_the_first_event_that_was_hidden(string edit)
    {
        await SqlAsync($"update {{schema}}.mt_events set {edit} where seq_id in (4, 8)");

        var finding = Assert.Single((await VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.EventHidden, 4L, A, 3L), (finding.Kind, finding.Sequence, finding.StreamId, finding.Version));
        Assert.EndsWith("the same holds for 1 later events of the stream.", finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is_archived = true")]
    [InlineData("tenant_id = 'eve'")]
    public async Task Names_the_first_event_of_a_stream_that_was_hidden(string edit)
    {
        await SqlAsync($"update {{schema}}.mt_streams set {edit} where id = '{B}'");

        var finding = Assert.Single((await VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.EventHidden, 3L, B, 1L), (finding.Kind, finding.Sequence, finding.StreamId, finding.Version));
    }

    [Fact]
    public async Task Names_a_hidden_event_beside_what_else_was_done_to_it()
    {
        await SqlAsync("update {schema}.mt_events set is_archived = true, user_name = 'eve' where seq_id = 4");

        Assert.Equal([AuditFindingKind.EventEdited, AuditFindingKind.EventHidden], (await VerifyAsync()).Findings.Select(f => f.Kind).Order());
    }

    [Fact]
    public async Task Names_the_first_event_of_a_stream_without_a_row()
    {
        await SqlAsync(
            $"alter table {{schema}}.mt_events drop constraint fkey_mt_events_stream_id; delete from {{schema}}.mt_streams where id = '{B}'");

        var finding = Assert.Single((await VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.StreamRowMismatch, 3L, B, 1L), (finding.Kind, finding.Sequence, finding.StreamId, finding.Version));
    }

    [Fact]
    public async Task Names_an_event_that_has_the_id_of_another()
    {
        await SqlAsync("update {schema}.mt_events set id = (select id from {schema}.mt_events where seq_id = 4) where seq_id = 8");
        await RecomputeChainAsync(A, from: 4);

        var finding = Assert.Single((await VerifyAsync()).Findings);
        Assert.Equal((AuditFindingKind.EventInserted, 8L), (finding.Kind, finding.Sequence));
        Assert.Contains("has the id of number 4", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_an_event_with_the_type_of_another_alias_when_the_types_are_known()
    {
        await SqlAsync($"update {{schema}}.mt_events set mt_dotnet_type = '{ItemAdded}' where seq_id = 1");

        var finding = Assert.Single((await VerifyWithTypesAsync()).Findings);
        Assert.Equal((AuditFindingKind.EventMistyped, 1L, A, 1L), (finding.Kind, finding.Sequence, finding.StreamId, finding.Version));
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Doubts_a_type_that_no_alias_has_since_classes_are_renamed()
    {
        await SqlAsync("update {schema}.mt_events set mt_dotnet_type = 'Shop.Old, Shop' where seq_id in (1, 3)");

        var report = await VerifyWithTypesAsync();

        Assert.True(report.IsIntact);
        Assert.StartsWith("2 events 'order_placed' have the .NET type 'Shop.Old, Shop'", Assert.Single(report.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_nothing_in_an_untouched_record() => Assert.Empty((await VerifyWithTypesAsync()).Findings);

    [Fact]
    public async Task Names_it_from_an_export_too()
    {
        await SqlAsync($"update {{schema}}.mt_streams set is_archived = true where id = '{B}'");
        await SqlAsync("update {schema}.mt_events set tenant_id = 'eve' where seq_id = 4");
        await using var snapshot = await AuditSnapshot.OpenAsync(Database, null, null, null, Token);
        await using var text = new StringWriter();
        await AuditExport.WriteAsync(snapshot, text, TimeProvider.System, Token);
        using var reader = new StringReader(text.ToString());

        var report = await AuditExport.VerifyAsync(reader, null, Some.Types, Token);

        Assert.Equal([(AuditFindingKind.EventHidden, 3L), (AuditFindingKind.EventHidden, 4L)], report.Findings.Select(f => (f.Kind, f.Sequence!.Value)));
    }

    private async Task<AuditReport> VerifyWithTypesAsync()
    {
        await using var snapshot = await AuditSnapshot.OpenAsync(Database, null, null, null, Token);
        return await snapshot.VerifyAsync(Some.Types, Token);
    }
}
