using Pipeline.EventStore.Tests.Given;
using Pipeline.EventStore.Verifying;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Auditing;

/// <summary>Each attack as an attacker with SQL does it, against a record that is anchored, or held by the chain alone.</summary>
public sealed class Verifying_the_record(PostgresFixture postgres) : AuditTest(postgres)
{
    private const string Edit = """update {schema}.mt_events set data = jsonb_set(data, '{Count}', '7') where seq_id = 4""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finds_nothing_in_an_untouched_one(bool anchored)
    {
        await AnchorAsync(anchored);

        var report = await ReportAsync(anchored);

        Assert.Empty(report.Findings);
        Assert.Empty(report.Doubts);
        Assert.Equal((9L, 3L, anchored ? 9 : 0L), (report.Events, report.Streams, report.AnchoredThrough));
    }

    private static readonly string[] EventEdits =
    [
        Edit,
        """update {schema}.mt_events set headers = headers || '{"actor": "eve"}' where seq_id = 4""",
        "update {schema}.mt_events set headers = headers - 'hash' where seq_id = 4",
        "update {schema}.mt_events set headers = headers - 'prev' where seq_id = 4",
        "update {schema}.mt_events set headers = null where seq_id = 4",
        "update {schema}.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 4",
        "update {schema}.mt_events set type = 'order_placed' where seq_id = 4",
        "update {schema}.mt_events set user_name = 'eve' where seq_id = 4",
        "update {schema}.mt_events set causation_id = '' where seq_id = 4",
        "update {schema}.mt_events set id = gen_random_uuid() where seq_id = 4",
        """update {schema}.mt_events set data = data || '{"Count": 1.00000000000000000001}' where seq_id = 4""",
        """update {schema}.mt_events set data = '[]' where seq_id = 4""",
    ];

    public static IEnumerable<object[]> Edits =>
        EventEdits.SelectMany(attack => new object[][] { [attack, false], [attack, true] });

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Names_an_edited_event(string attack, bool anchored)
    {
        await AnchorAsync(anchored);
        await SqlAsync(attack);

        Names(await ReportAsync(anchored), 4, A, 3, AuditFindingKind.EventEdited, AuditFindingKind.EventInserted);
    }

    [Theory]
    [InlineData(Edit)]
    [InlineData("update {schema}.mt_events set timestamp = timestamp + interval '1 hour' where seq_id = 4")]
    [InlineData("update {schema}.mt_events set user_name = 'eve' where seq_id = 4")]
    public async Task Names_an_edited_event_when_the_chain_was_recomputed_beyond_the_last_anchor(string attack)
    {
        await AnchorAsync();
        await AppendAsync(A, Some.Added("lid"));
        await SqlAsync(attack);
        await RecomputeChainAsync(A, from: 3);

        var report = await ReportAsync();

        Names(report, 4, A, 3, AuditFindingKind.EventEdited);
        Assert.True((await ReportAsync(anchored: false)).IsIntact); // by the chain alone nobody could know
        Assert.Contains(report.Limits, limit => limit.StartsWith("Anchored up to number 9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_an_edited_event_whose_own_hash_was_recomputed()
    {
        await SqlAsync(Edit);
        await RecomputeChainAsync(A, from: 3);
        await RestoreAsync(8);

        Names(await ReportAsync(anchored: false), 4, A, 3, AuditFindingKind.EventEdited);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_an_event_deleted_from_the_middle(bool anchored)
    {
        await AnchorAsync(anchored);
        await SqlAsync("delete from {schema}.mt_events where seq_id = 4");

        Names(await ReportAsync(anchored), anchored ? 4 : null, A, 3, AuditFindingKind.EventDropped);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_the_first_event_of_a_deleted_tail(bool anchored)
    {
        await AnchorAsync(anchored);
        await SqlAsync("delete from {schema}.mt_events where seq_id in (4, 8)");

        Names(await ReportAsync(anchored), anchored ? 4 : null, A, 3, AuditFindingKind.EventDropped);
    }

    [Fact]
    public async Task Names_a_deleted_tail_when_the_streams_version_was_set_back()
    {
        await AnchorAsync();
        await SqlAsync("delete from {schema}.mt_events where seq_id in (8, 9)");
        await SqlAsync("update {schema}.mt_streams set version = version - 1 where id in (select id from {schema}.mt_streams where type = 'order' and version > 2)");

        Names(await ReportAsync(), 8, A, 4, AuditFindingKind.EventDropped);
    }

    [Fact]
    public async Task Says_in_words_that_a_tail_deleted_after_the_last_anchor_leaves_only_unused_numbers()
    {
        await AnchorAsync();
        await AppendAsync(A, Some.Added("lid"));
        await SqlAsync("delete from {schema}.mt_events where seq_id = 10");
        await SqlAsync($"update {{schema}}.mt_streams set version = 4 where id = '{A}'");

        var report = await ReportAsync();

        Assert.True(report.IsIntact);
        Assert.Contains(report.Doubts, doubt => doubt.StartsWith("Numbers 10 to 10 after the last checkpoint have no event", StringComparison.Ordinal));
        Assert.Contains(report.Limits, limit => limit.Contains("deleted the newest ones", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_a_vanished_stream()
    {
        await AnchorAsync();
        await SqlAsync($"delete from {{schema}}.mt_streams where id = '{B}'"); // its events go with it

        Names(await ReportAsync(), 3, B, 1, AuditFindingKind.StreamVanished);
    }

    [Fact]
    public async Task Names_a_stream_whose_events_are_gone_by_its_row_alone()
    {
        await SqlAsync($"delete from {{schema}}.mt_events where stream_id = '{B}'");

        Names(await ReportAsync(anchored: false), null, B, 1, AuditFindingKind.StreamVanished);
    }

    [Fact]
    public async Task Names_an_event_inserted_into_a_proven_hole_though_its_chain_is_right()
    {
        await SqlAsync("select nextval('{schema}.mt_events_sequence')"); // 10: lost
        await AppendAsync(C, Some.Added("lid"));
        await AnchorAsync();
        await SqlAsync(
            $$"""
            insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
            select 10, gen_random_uuid(), stream_id, 5, data, type, timestamp, headers from {schema}.mt_events where seq_id = 8;
            update {schema}.mt_streams set version = 5 where id = '{{A}}';
            """);
        await RecomputeChainAsync(A, from: 5);

        Names(await ReportAsync(), 10, A, 5, AuditFindingKind.EventInserted);
    }

    [Fact]
    public async Task Names_an_event_appended_without_a_right_hash()
    {
        await SqlAsync(
            $$"""
            insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
            select nextval('{schema}.mt_events_sequence'), gen_random_uuid(), stream_id, 5, data, type, timestamp, null
            from {schema}.mt_events where seq_id = 8;
            update {schema}.mt_streams set version = 5 where id = '{{A}}';
            """);

        Names(await ReportAsync(anchored: false), 10, A, 5, AuditFindingKind.EventInserted);
    }

    [Theory]
    [InlineData("seq_id", false)]
    [InlineData("seq_id", true)]
    [InlineData("version", false)]
    [InlineData("version", true)]
    public async Task Names_the_first_of_two_events_that_changed_places(string column, bool anchored)
    {
        await AnchorAsync(anchored);
        await SwapAsync(column, 4, 8);

        Names(await ReportAsync(anchored), 4, A, 4, AuditFindingKind.EventReordered);
    }

    [Theory]
    [InlineData(20)] // beyond the last anchor
    [InlineData(10)] // in a proven hole
    public async Task Names_an_event_that_was_moved_to_another_number(long to)
    {
        await SqlAsync("select nextval('{schema}.mt_events_sequence')"); // 10: lost
        await AppendAsync(C, Some.Added("lid"));
        await AnchorAsync();
        await SqlAsync($"update {{schema}}.mt_events set seq_id = {to} where seq_id = 9");

        var report = await ReportAsync();

        Names(report, 9, B, 3, AuditFindingKind.EventReordered);
        Assert.Contains($"was signed as number 9 and stands at number {to} now", report.First!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_first_of_two_events_of_different_streams_that_changed_places()
    {
        await AnchorAsync();
        await SwapAsync("seq_id", 5, 8);

        Names(await ReportAsync(), 5, A, 4, AuditFindingKind.EventReordered);
    }

    [Fact]
    public async Task Names_the_first_of_two_events_that_changed_their_contents()
    {
        await SqlAsync(
            """
            update {schema}.mt_events e set data = o.data, headers = o.headers
            from {schema}.mt_events o where (e.seq_id, o.seq_id) in ((4, 8), (8, 4))
            """);

        Names(await ReportAsync(anchored: false), 4, A, 3, AuditFindingKind.EventEdited);
    }

    [Theory]
    [InlineData("version = 9", 5L, AuditFindingKind.EventDropped)]
    [InlineData("version = 2", 3L, AuditFindingKind.StreamRowMismatch)]
    public async Task Names_a_stream_whose_row_was_edited(string edit, long version, AuditFindingKind kind)
    {
        await SqlAsync($"update {{schema}}.mt_streams set {edit} where id = '{A}'");

        Names(await ReportAsync(anchored: false), null, A, version, kind);
    }

    [Fact]
    public async Task Names_the_first_of_several()
    {
        await AnchorAsync();
        await SqlAsync("delete from {schema}.mt_events where seq_id = 7");
        await SqlAsync("update {schema}.mt_events set user_name = 'eve' where seq_id = 5");
        await SqlAsync("update {schema}.mt_streams set version = 9");

        Names(await ReportAsync(), 5, B, 2, AuditFindingKind.EventEdited);
    }

    [Fact]
    public async Task Looks_at_one_stream_when_told_to()
    {
        await AnchorAsync();
        await SqlAsync(Edit);
        await RecomputeChainAsync(A, from: 3);

        Names(await VerifyAnchoredAsync(A), 4, A, 3, AuditFindingKind.EventEdited);
        Assert.True((await VerifyAnchoredAsync(B)).IsIntact);
    }

    private static void Names(AuditReport report, long? sequence, Guid stream, long version, params AuditFindingKind[] kinds)
    {
        Assert.False(report.IsIntact);
        Assert.Equal((sequence, stream, version), (report.First!.Sequence, report.First.StreamId!.Value, report.First.Version!.Value));
        Assert.Contains(report.First.Kind, kinds);
    }

    private async Task AnchorAsync(bool anchored = true)
    {
        if (anchored)
            await Anchor.RunAsync(Token);
    }

    private Task<AuditReport> ReportAsync(bool anchored = true) => anchored ? VerifyAnchoredAsync() : VerifyAsync();

    private Task<int> SwapAsync(string column, int one, int other) => SqlAsync(
        $$"""
        alter table {schema}.mt_events drop constraint pkey_mt_events_seq_id;
        drop index {schema}.pk_mt_events_stream_and_version;
        update {schema}.mt_events e set {{column}} = o.{{column}}
        from {schema}.mt_events o where (e.seq_id, o.seq_id) in (({{one}}, {{other}}), ({{other}}, {{one}}));
        """);

    /// <summary>Puts an event's headers back to what was written.</summary>
    private Task<int> RestoreAsync(long sequence)
    {
        var (before, written) = (Written.Single(e => e.Sequence == 4), Written.Single(e => e.Sequence == sequence));
        return SqlAsync(
            $$"""
            update {schema}.mt_events set headers = '{"hash": "{{written.Hash}}", "prev": "{{before.Hash}}"}' where seq_id = {{sequence}}
            """);
    }
}
