using System.CommandLine;
using System.Text;
using Pipeline.Cli.Audit.Records;
using Pipeline.Cli.Invocation;
using Pipeline.EventStore.Exporting;

namespace Pipeline.Cli.Audit;

/// <summary><c>pipeline audit export</c>.</summary>
internal static class ExportCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Command Create(CliEnvironment environment, RecordOptions record)
    {
        var file = new Option<string?>("--output-file", "-f") { Description = "The file to write; standard output when left out.", HelpName = "F" };
        var incident = new Option<string?>("--incident") { Description = "Only this incident, by its ID or the first digits of it.", HelpName = "ID" };
        var command = new Command("export", """
            Write the record as JSON lines, with checkpoints and public key: `audit verify --file` needs nothing else.

              pipeline audit export --output-file record.jsonl
              pipeline audit export --incident 2d015ef4 | gzip > incident.jsonl.gz
            """)
        {
            file, incident,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            await using var opened = await record.OpenDatabaseAsync(parsed, cancellationToken);
            Guid? only = parsed.GetValue(incident) is { } id ? await opened.StreamOfAsync(id.ToLowerInvariant(), cancellationToken) : null;
            await using var snapshot = await opened.SnapshotAsync(only, cancellationToken);
            if (only is not null && snapshot.Evidence.Streams.Count == 0)
                throw new CommandException(ExitCode.NotFound, $"The record has no incident {only}.");
            if (parsed.GetValue(file) is { } path)
                await WriteAsync(path, snapshot, environment.Clock, cancellationToken);
            else
                await AuditExport.WriteAsync(snapshot, environment.Terminal.Output, environment.Clock, cancellationToken);
            environment.Terminal.Note($"{snapshot.Evidence.Streams.Count} streams exported{(parsed.GetValue(file) is { } to ? $" to {to}" : "")}.");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Whoever opens the file finds the old export or the whole new one.</summary>
    private static async Task WriteAsync(string path, AuditSnapshot snapshot, TimeProvider clock, CancellationToken cancellationToken)
    {
        var draft = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly, Options = FileOptions.Asynchronous };
        try
        {
            await using (var writer = new StreamWriter(draft, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options))
                await AuditExport.WriteAsync(snapshot, writer, clock, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
