using System.Diagnostics;
using System.Text.Json;
using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Auditing;

public sealed class Anchoring_the_record(PostgresFixture postgres) : AuditTest(postgres)
{
    [Fact]
    public async Task Signs_what_is_new_and_nothing_twice()
    {
        var first = await Anchor.RunAsync(Token);
        var nothing = await Anchor.RunAsync(Token);
        await AppendAsync(A, Some.Added("lid"));
        var second = await Anchor.RunAsync(Token);

        Assert.Equal([(1, 9L), (0, 9L), (1, 10L)], new[] { first, nothing, second }.Select(outcome => (outcome.Made, outcome.Through)));
        var report = await VerifyAnchoredAsync();
        Assert.Equal((true, 10L), (report.IsIntact, report.AnchoredThrough));
        Assert.Equal(2, File.ReadAllLines(Anchors).Length);
    }

    [Fact]
    public async Task Lists_proven_holes_and_stops_before_an_open_transaction()
    {
        await SqlAsync("select nextval('{schema}.mt_events_sequence')"); // 10
        await AppendAsync(A, Some.Added("lid")); // 11
        await using var connection = await Source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using var command = Database.Command(
            connection, "select pg_current_xact_id(), nextval('{schema}.mt_events_sequence')"); // 12
        await command.ExecuteScalarAsync();
        await AppendAsync(A, Some.Added("mug")); // 13

        // the open transaction is older than the first look at number 10, too
        var before = await Anchor.RunAsync(Token);
        await open.RollbackAsync();
        var after = await Anchor.RunAsync(Token);

        Assert.Equal((9L, 13L), (before.Through, after.Through));
        Assert.Equal(
            "[[10,10],[12,12]]",
            JsonElement.Parse(File.ReadAllLines(Anchors)[^1]).GetProperty("checkpoint").GetProperty("holes").GetRawText());
        Assert.True((await VerifyAnchoredAsync()).IsIntact);
    }

    [Fact]
    public async Task Makes_no_contradicting_entries_when_two_race()
    {
        for (var round = 0; round < 5; round++)
        {
            await AppendAsync(A, Some.Added("lid"));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Anchor.RunAsync(Token)));
            await Anchor.RunAsync(Token);
        }

        var numbers = File.ReadAllLines(Anchors).Select(line => JsonElement.Parse(line).GetProperty("checkpoint").GetProperty("number").GetInt64());
        Assert.Equal(Enumerable.Range(1, 5).Select(n => (long)n), numbers);
        Assert.True((await VerifyAnchoredAsync()).IsIntact);
    }

    [Fact]
    public async Task Completes_the_line_of_a_killed_process()
    {
        await Anchor.RunAsync(Token);
        await AppendAsync(A, Some.Added("lid"));
        await Anchor.RunAsync(Token);
        var whole = await File.ReadAllTextAsync(Anchors, Token);
        await File.WriteAllTextAsync(Anchors, whole[..^100], Token);

        var between = await VerifyAnchoredAsync();
        Assert.True(between.IsIntact);
        Assert.StartsWith("The anchors file is behind by 1", Assert.Single(between.Doubts), StringComparison.Ordinal);
        Assert.Equal((1, 0), (await Anchor.RunAsync(Token)) is var outcome ? (outcome.Restored, outcome.Made) : default);

        Assert.Equal(whole, await File.ReadAllTextAsync(Anchors, Token));
        Assert.True((await VerifyAnchoredAsync()).IsIntact);
    }

    [Fact]
    public async Task Refuses_to_complete_the_file_from_events_that_were_changed()
    {
        await Anchor.RunAsync(Token);
        File.Delete(Anchors);
        await SqlAsync("delete from {schema}.mt_events where seq_id = 4");

        var error = await Assert.ThrowsAsync<AuditAnchorException>(() => Anchor.RunAsync(Token));

        Assert.Contains("no longer give its signed root", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_go_on_when_the_table_lost_what_the_file_has()
    {
        await Anchor.RunAsync(Token);
        await SqlAsync("delete from {schema}.pipeline_audit_checkpoints");

        await Assert.ThrowsAsync<AuditAnchorException>(() => Anchor.RunAsync(Token));
    }

    [Fact]
    public async Task Keeps_the_key_to_its_owner_and_the_public_key_beside_it()
    {
        using var again = AuditKeyFile.OpenOrCreate(KeyPath);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.Equal(Key.PublicKeyPem, again.PublicKeyPem);
        Assert.Equal(Key.PublicKeyPem, (await File.ReadAllTextAsync(AuditKeyFile.PublicPath(KeyPath))).Trim());

        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<AuditKeyException>(() => AuditKeyFile.OpenOrCreate(KeyPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_a_signature_that_openssl_accepts()
    {
        await Anchor.RunAsync(Token);
        var line = JsonElement.Parse(File.ReadAllLines(Anchors)[0]);
        var (data, signature) = (KeyPath + ".data", KeyPath + ".sig");
        await File.WriteAllBytesAsync(data, Pipeline.Canonical.CanonicalJson.Write(line.GetProperty("checkpoint")));
        await File.WriteAllBytesAsync(signature, line.GetProperty("signature").GetBytesFromBase64());

        using var openssl = Process.Start(new ProcessStartInfo(
            "openssl", ["dgst", "-sha256", "-verify", AuditKeyFile.PublicPath(KeyPath), "-signature", signature, data])
        { RedirectStandardOutput = true })!;
        var said = await openssl.StandardOutput.ReadToEndAsync();
        await openssl.WaitForExitAsync();

        Assert.Equal("Verified OK", said.Trim());
    }
}
