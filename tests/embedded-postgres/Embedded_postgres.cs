using System.Net;
using System.Net.Sockets;
using Npgsql;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.EmbeddedPostgres.Supervision;
using Pipeline.Processes;
using Pipeline.Testing;
using Xunit;

namespace Pipeline.EmbeddedPostgres.Tests;

public sealed class Embedded_postgres : IAsyncLifetime
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly Notices _notices = new();

    private string Home => _folder.Combine("home");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task Keeps_its_data_and_its_port_over_restarts()
    {
        int port;
        await using (var first = await StartAsync())
        {
            port = first.Port;
            await Sql.RunAsync(first.ConnectionString, "create table kept as select 'here' as word");
        }

        await using var second = await StartAsync();
        Assert.Equal("here", await Sql.RunAsync(second.ConnectionString, "select word from kept"));
        Assert.Equal(port, second.Port);
        Assert.False(second.IsAdopted);
    }

    [Fact]
    public async Task Leaves_nothing_running_when_it_is_disposed()
    {
        var server = await StartAsync();
        var process = RunningProcess.Find(server.ProcessId)!.Value;
        await server.DisposeAsync();
        await server.DisposeAsync();
        Assert.True(process.IsGone);
        Assert.False(File.Exists(Path.Combine(Home, "postgresql/data/postmaster.pid"))); // a clean end
        Assert.DoesNotContain(DatabaseNoticeKind.Lost, _notices.Kinds);
    }

    [Fact]
    public async Task Never_runs_as_root()
    {
        await using var server = await StartAsync();
        var status = await File.ReadAllLinesAsync($"/proc/{server.ProcessId}/status");
        Assert.DoesNotContain(status, line => line.StartsWith("Uid:", StringComparison.Ordinal) && line.Split('\t')[1] == "0");
    }

    [Fact]
    public async Task Lets_nobody_in_without_the_password_which_only_its_owner_can_read()
    {
        await using var server = await StartAsync();
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guessed" };
        var error = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(address.ConnectionString, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
        Assert.Equal(OwnerReadsAndWrites, File.GetUnixFileMode(Path.Combine(Home, "postgresql/password")));
    }

    [Fact]
    public async Task Writes_through_to_the_disk()
    {
        await using var server = await StartAsync();
        Assert.Equal("on", await Sql.RunAsync(server.ConnectionString, "show fsync"));
    }

    [Fact]
    public async Task Refuses_a_folder_that_is_in_use_and_says_by_whom()
    {
        await using var server = await StartAsync();
        var error = await Assert.ThrowsAsync<DataFolderInUseException>(StartAsync);
        Assert.Equal(Environment.ProcessId, error.ProcessId);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.RunAsync(server.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Takes_another_port_when_its_own_is_taken()
    {
        int port;
        await using (var first = await StartAsync())
            port = first.Port;
        using var stranger = new TcpListener(IPAddress.Loopback, port);
        stranger.Start();
        await using var second = await StartAsync();
        Assert.NotEqual(port, second.Port);
        Assert.Equal(1, await Sql.RunAsync(second.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Starts_over_when_its_first_start_was_cut_off_in_the_middle()
    {
        using var impatience = new CancellationTokenSource();
        var cutOff = new CancelAt("creating the database", impatience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddedPostgresServer.StartAsync(
            Options, cutOff, TimeProvider.System, impatience.Token));
        await using var server = await StartAsync();
        Assert.Equal(1, await Sql.RunAsync(server.ConnectionString, "select 1"));
    }

    private EmbeddedPostgresOptions Options => new() { DataFolder = Home, Source = ProgramSource.Installed };

    private Task<EmbeddedPostgresServer> StartAsync() =>
        EmbeddedPostgresServer.StartAsync(Options, _notices, TimeProvider.System, CancellationToken.None);

    private sealed class CancelAt(string step, CancellationTokenSource cancellation) : IProgress<DatabaseNotice>
    {
        public void Report(DatabaseNotice value)
        {
            if (value.Text.StartsWith(step, StringComparison.Ordinal))
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(100));
        }
    }
}
