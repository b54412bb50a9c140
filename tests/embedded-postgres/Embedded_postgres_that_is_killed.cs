using System.Globalization;
using Npgsql;
using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.EmbeddedPostgres.Supervision;
using Pipeline.Processes;
using Pipeline.Testing;
using Xunit;

namespace Pipeline.EmbeddedPostgres.Tests;

public sealed class Embedded_postgres_that_is_killed : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Notices _notices = new();

    private string Home => _folder.Combine("home");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task Comes_back_on_the_same_port_with_all_that_was_committed()
    {
        await using var server = await StartAsync();
        var (address, dead) = (server.ConnectionString, server.ProcessId);
        await Sql.RunAsync(address, "create table kept as select 42 as answer");
        RunningProcess.Find(dead)!.Value.Send(UnixSignal.Kill);
        await Eventually.ReadsAsync(() => _notices.Kinds, kinds => kinds.Contains(DatabaseNoticeKind.Restarted));
        Assert.Equal(42, await Sql.RunAsync(address, "select answer from kept"));
        Assert.NotEqual(dead, server.ProcessId);
        Assert.Contains(DatabaseNoticeKind.Lost, _notices.Kinds);
    }

    [Fact]
    public async Task Comes_back_although_a_session_was_busy_and_has_not_noticed()
    {
        await using var server = await StartAsync();
        var busy = Sql.RunAsync(server.ConnectionString, "select count(*) from generate_series(1, 100000000000) /* busy */");
        await Eventually.ReadsAsync(
            _ => Sql.RunAsync(server.ConnectionString, "select 1 from pg_stat_activity where query like '%/* busy */' and state = 'active' and pid <> pg_backend_pid()"),
            found => found is not null);
        RunningProcess.Find(server.ProcessId)!.Value.Send(UnixSignal.Kill);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy);
        await Eventually.ReadsAsync(() => _notices.Kinds, kinds => kinds.Contains(DatabaseNoticeKind.Restarted));
    }

    [Fact]
    public async Task Comes_back_each_time()
    {
        await using var server = await StartAsync();
        for (var death = 1; death <= 3; death++)
        {
            RunningProcess.Find(server.ProcessId)!.Value.Send(UnixSignal.Kill);
            await Eventually.ReadsAsync(
                () => _notices.Kinds, kinds => kinds.Count(kind => kind == DatabaseNoticeKind.Restarted) == death);
        }

        Assert.Equal(1, await Sql.RunAsync(server.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Goes_down_cleanly_with_its_parent_and_keeps_the_data_for_the_next()
    {
        var (parent, address) = await Parent.StartAsync(_folder);
        await using var _ = parent;
        await Sql.RunAsync(address, "create table kept as select 42 as answer");
        var server = RunningProcess.Find(ServerIdOf(Home))!.Value;
        await parent.KillAsync();

        await using var next = await StartAsync(); // at once: the server may be shutting down, or be there
        Assert.Equal(42, await Sql.RunAsync(next.ConnectionString, "select answer from kept"));
        Assert.True(next.IsAdopted || server.IsGone);
    }

    [Fact]
    public async Task Names_the_live_parent_that_holds_the_folder()
    {
        var (parent, _) = await Parent.StartAsync(_folder);
        await using var __ = parent;
        var error = await Assert.ThrowsAsync<DataFolderInUseException>(StartAsync);
        Assert.Equal(parent.Id, error.ProcessId);
    }

    [Fact]
    public async Task Leaves_an_orphan_that_is_adopted_supervised_and_stopped()
    {
        await using (await StartAsync())
        {
            // creates the folder
        }

        await using var orphan = await StartOrphanAsync();
        var process = RunningProcess.Find(orphan.ProcessId)!.Value;
        await using (var server = await StartAsync())
        {
            Assert.True(server.IsAdopted);
            Assert.Equal((process.Id, orphan.Port), (server.ProcessId, server.Port));
            process.Send(UnixSignal.Kill);
            await Eventually.ReadsAsync(() => _notices.Kinds, kinds => kinds.Contains(DatabaseNoticeKind.Restarted));
            Assert.Equal(orphan.Port, server.Port);
            process = RunningProcess.Find(server.ProcessId)!.Value;
        }

        Assert.True(process.IsGone);
    }

    [Fact]
    public async Task Leaves_an_orphan_that_is_stopped_when_its_new_parent_is_disposed()
    {
        await using (await StartAsync())
        {
            // creates the folder
        }

        await using var orphan = await StartOrphanAsync();
        await using (await StartAsync())
            Assert.False(orphan.Exited.IsCompleted);
        await orphan.Exited.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Names_an_orphan_that_does_not_know_the_password()
    {
        await using (await StartAsync())
        {
            // creates the folder
        }

        await using var orphan = await StartOrphanAsync();
        await File.WriteAllTextAsync(Path.Combine(Home, "postgresql/password"), "another");
        var error = await Assert.ThrowsAsync<PostgresStartException>(StartAsync);
        Assert.Contains($"kill -INT {orphan.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_left_a_stale_process_file_that_names_a_stranger()
    {
        await using (await StartAsync())
        {
            // creates the folder
        }

        await File.WriteAllTextAsync(
            Path.Combine(Home, "postgresql/data/postmaster.pid"), $"{Environment.ProcessId}\n/elsewhere\n1\n1\n");
        await using var server = await StartAsync();
        Assert.False(server.IsAdopted);
    }

    private static int ServerIdOf(string home) => int.Parse(
        File.ReadLines(Path.Combine(home, "postgresql/data/postmaster.pid")).First(),
        CultureInfo.InvariantCulture);

    /// <summary>A server on the folder that no parent has locked.</summary>
    private async Task<Postmaster> StartOrphanAsync()
    {
        var user = ServerUser.Choose();
        var programs = await InstalledPrograms.FindAsync(user, major: null, CancellationToken.None);
        var cluster = new DataCluster(
            Path.Combine(Home, "postgresql/data"), Path.Combine(Home, "postgresql/password"), user);
        return await Postmaster.StartAsync(
            programs!, cluster, FreePorts.One(), settings: [], TimeProvider.System, CancellationToken.None);
    }

    private Task<EmbeddedPostgresServer> StartAsync() => EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions { DataFolder = Home, Source = ProgramSource.Installed }, _notices, TimeProvider.System,
        CancellationToken.None);
}
