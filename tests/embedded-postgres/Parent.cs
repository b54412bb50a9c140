using System.Reflection;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;
using Pipeline.Testing;

namespace Pipeline.EmbeddedPostgres.Tests;

/// <summary>This assembly as a process of its own, which starts a server and can be killed.</summary>
internal static class Parent
{
    /// <param name="folder">Gets the report; the data goes into its sub-folder "home".</param>
    /// <param name="source">Where the programs come from.</param>
    /// <param name="environment">Changes to this process' environment.</param>
    /// <returns>The process, and the connection string or the error that it has reported.</returns>
    public static async Task<(ChildProcess Process, string Report)> StartAsync(
        TemporaryFolder folder, ProgramSource source = ProgramSource.Installed,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var report = folder.Combine("report");
        File.Delete(report);
        var process = ChildProcess.Start(new ChildProcessStart(
            ProgramPath.Find("dotnet")!, Assembly.GetExecutingAssembly().Location, folder.Combine("home"), $"{source}", report)
        {
            Environment = environment ?? new Dictionary<string, string?>(),
        });
        await Eventually.HoldsAsync(() => File.Exists(report) || process.HasExited);
        return (process, File.Exists(report) ? await File.ReadAllTextAsync(report) : process.OutputTail);
    }
}
