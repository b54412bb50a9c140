using Pipeline.EventStore.Exporting;
using Pipeline.EventStore.Tests.Given;
using Pipeline.EventStore.Verifying;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Auditing;

public sealed class An_export(PostgresFixture postgres) : AuditTest(postgres)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Anchor.RunAsync(Token);
    }

    [Fact]
    public async Task Is_verified_without_the_database()
    {
        var report = await VerifyAsync(await ExportAsync());

        Assert.Equal((true, 9L, 9L), (report.IsIntact, report.Events, report.AnchoredThrough));
    }

    [Fact]
    public async Task Of_one_stream_is_verified_too()
    {
        var report = await VerifyAsync(await ExportAsync(B));

        Assert.Equal((true, 3L), (report.IsIntact, report.Events));
        Assert.Contains(report.Limits, limit => limit.Contains("Only stream", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"Count\":1", "\"Count\":2", 4, AuditFindingKind.EventEdited)]
    [InlineData("\"Customer\":\"Ben\"", "\"Customer\":\"Eve\"", 3, AuditFindingKind.EventEdited)]
    public async Task Shows_an_edit(string from, string to, long sequence, AuditFindingKind kind)
    {
        var export = await ExportAsync();

        var report = await VerifyAsync(export.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal((sequence, kind), (report.First?.Sequence, report.First?.Kind));
    }

    [Fact]
    public async Task Shows_a_line_left_out()
    {
        var lines = (await ExportAsync()).Split('\n').Where(line => !line.Contains("\"sequence\":4,", StringComparison.Ordinal));

        var report = await VerifyAsync(string.Join('\n', lines));

        Assert.Equal((4L, AuditFindingKind.EventDropped), (report.First?.Sequence, report.First?.Kind));
    }

    [Fact]
    public async Task Says_when_the_key_came_with_it()
    {
        using var reader = new StringReader(await ExportAsync());

        Assert.Contains(
            (await AuditExport.VerifyAsync(reader, null, Token)).Limits, limit => limit.StartsWith("The public key came", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{}", "begins with one line")]
    [InlineData("no json", "Line 1 is no line")]
    public async Task Is_refused_when_it_is_none(string text, string reason)
    {
        using var reader = new StringReader(text);

        var error = await Assert.ThrowsAsync<FormatException>(() => AuditExport.VerifyAsync(reader, null, Token));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private async Task<string> ExportAsync(Guid? onlyStream = null)
    {
        await using var snapshot = await AuditSnapshot.OpenAsync(Database, Anchors, Key.PublicKeyPem, onlyStream, Token);
        await using var text = new StringWriter();
        await AuditExport.WriteAsync(snapshot, text, TimeProvider.System, Token);
        return text.ToString();
    }

    private async Task<AuditReport> VerifyAsync(string export)
    {
        using var reader = new StringReader(export);
        return await AuditExport.VerifyAsync(reader, Key.PublicKeyPem, Token);
    }
}
