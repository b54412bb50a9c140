using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Programs;

/// <summary>PostgreSQL as the machine's package manager or its administrator has installed it.</summary>
public static partial class InstalledPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql"; // one folder per major version, none of them on PATH
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="user">Who must be able to run them; null is the user of this process.</param>
    /// <param name="major">Null takes the newest.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null when nothing fits: none installed, too old, or closed to the user.</returns>
    public static async Task<PostgresPrograms?> FindAsync(
        UnixUser? user, int? major, CancellationToken cancellationToken)
    {
        foreach (var folder in Candidates())
        {
            var programs = await ReadAsync(folder, user, cancellationToken);
            if (programs is not null && programs.Version.Major >= PostgresPrograms.OldestMajor
                && (major is null || programs.Version.Major == major))
            {
                return programs;
            }
        }

        return null;
    }

    /// <returns>Null when the folder holds no PostgreSQL that the user can run.</returns>
    public static async Task<PostgresPrograms?> ReadAsync(
        string folder, UnixUser? user, CancellationToken cancellationToken)
    {
        var programs = new PostgresPrograms(folder, new Version(0, 0));
        if (!File.Exists(programs.InitDb) || !File.Exists(programs.Postgres))
            return null;
        var answer = await ChildProcess.RunAsync(
            new ChildProcessStart(programs.Postgres, "--version") { RunAs = user }, Patience, cancellationToken);
        var version = VersionPattern().Match(answer.Output); // postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)
        return answer.ExitCode == 0 && version.Success
            ? programs with { Version = new Version(Number(version.Groups[1]), Number(version.Groups[2])) }
            : null;
    }

    private static IEnumerable<string> Candidates()
    {
        var debian = Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder) : [];
        foreach (var folder in debian.OrderByDescending(MajorOf))
            yield return Path.Combine(folder, "bin");
        if (ProgramPath.Find("postgres") is { } onPath)
        {
            var target = File.ResolveLinkTarget(onPath, returnFinalTarget: true)?.FullName ?? onPath;
            yield return Path.GetDirectoryName(target)!;
        }
    }

    private static int MajorOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static int Number(Group digits) =>
        digits.Length == 0 ? 0 : int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(PostgreSQL\) (\d{1,4})(?:\.(\d{1,4}))?")]
    private static partial Regex VersionPattern();
}
