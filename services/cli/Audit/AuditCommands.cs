using System.CommandLine;
using Pipeline.Cli.Audit.Records;
using Pipeline.Cli.Audit.Replaying;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Audit;

/// <summary><c>pipeline audit</c>: the record itself, looked at beside the running services and never through them.</summary>
internal static class AuditCommands
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("audit", """
            Verify the record, export it, replay an incident event by event.

            These commands read the database or an export themselves: a server that lies does not deceive them.
              pipeline audit verify                                       the data folder of `pipeline up`, running or not
              pipeline audit verify --connection-string "Host=db;Database=pipeline;Username=auditor" --anchors A --public-key K
              pipeline audit export --output-file record.jsonl
              pipeline audit verify --file record.jsonl --public-key K    anywhere, a year later
              pipeline audit replay 2d015ef4 --until 2026-11-20T12:05:00Z what was known then
            """);
        var (record, output) = (new RecordOptions(environment), OutputOption.Create());
        record.AddTo(command);
        command.Add(output);
        command.Add(VerifyCommand.Create(environment, record, output));
        command.Add(ReplayCommand.Create(environment, record, output));
        command.Add(ExportCommand.Create(environment, record));
        return command;
    }
}
