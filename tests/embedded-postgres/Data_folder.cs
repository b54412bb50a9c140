using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;
using Pipeline.Testing;
using Xunit;

namespace Pipeline.EmbeddedPostgres.Tests;

public sealed class Data_folder : IAsyncLifetime
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    private string Home => _folder.Combine("home");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true, "/elsewhere", "/root", "/var/lib/pipeline")]
    [InlineData(false, "/elsewhere", "/home/ana", "/elsewhere/pipeline")]
    [InlineData(false, null, "/home/ana", "/home/ana/.local/share/pipeline")]
    [InlineData(false, "", "/home/ana", "/home/ana/.local/share/pipeline")]
    [InlineData(false, "relative", "/home/ana", "/home/ana/.local/share/pipeline")]
    public void Is_where_such_data_belongs_unless_told(bool isRoot, string? xdgDataHome, string home, string expected) =>
        Assert.Equal(expected, DataFolders.Choose(isRoot, xdgDataHome, home));

    [Fact]
    public async Task That_is_private_is_opened_for_the_database_and_for_nobody_else()
    {
        Directory.CreateDirectory(Home, Private);
        await using (await StartAsync())
        {
            var expected = UnixUser.CanSwitch ? Private | UnixFileMode.GroupExecute : Private;
            Assert.Equal(expected, File.GetUnixFileMode(Home));
        }
    }

    [Fact]
    public async Task In_a_folder_that_the_database_cannot_enter_is_refused_with_the_way_out()
    {
        var closed = _folder.Combine("closed");
        Directory.CreateDirectory(closed, Private);
        var start = () => StartAsync(Path.Combine(closed, "home"));
        if (ServerUser.Choose() is not { } user)
        {
            await using var server = await start(); // the database runs as us, and we can enter it
            return;
        }

        var error = await Assert.ThrowsAsync<UnusableDataFolderException>(start);
        Assert.Contains($"{user.Name}, who cannot enter {closed}.", error.Message, StringComparison.Ordinal);
        Assert.Contains("--data-dir", error.Message, StringComparison.Ordinal);
        Assert.Equal(Private, File.GetUnixFileMode(closed));
        Assert.Empty(Directory.EnumerateFileSystemEntries(closed)); // nothing was begun
    }

    [Fact]
    public async Task That_is_a_file_is_refused()
    {
        await File.WriteAllTextAsync(Home, "not a folder");
        await Assert.ThrowsAsync<UnusableDataFolderException>(() => StartAsync());
    }

    [Fact]
    public async Task That_is_a_server_s_own_is_refused()
    {
        Directory.CreateDirectory(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "PG_VERSION"), "15\n");
        var error = await Assert.ThrowsAsync<UnusableDataFolderException>(() => StartAsync());
        Assert.Contains("PostgreSQL server itself", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_was_copied_in_part_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Home, "postgresql/data"));
        var error = await Assert.ThrowsAsync<UnusableDataFolderException>(() => StartAsync());
        Assert.Contains("PG_VERSION", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_version_that_is_not_installed_is_refused_by_name()
    {
        await using (await StartAsync())
        {
            // creates it
        }

        await File.WriteAllTextAsync(Path.Combine(Home, "postgresql/data/PG_VERSION"), "14\n");
        var error = await Assert.ThrowsAsync<PostgresProgramsException>(() => StartAsync(source: ProgramSource.InstalledElseNpm));
        Assert.Contains("apt-get install postgresql-14", error.Message, StringComparison.Ordinal);
    }

    private Task<EmbeddedPostgresServer> StartAsync(
        string? home = null, ProgramSource source = ProgramSource.Installed) => EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = home ?? Home, Source = source }, new Notices(), TimeProvider.System,
            CancellationToken.None);
}
