using System.CommandLine;
using Pipeline.Cli.Audit.Records;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Audit;

/// <summary><c>pipeline audit verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create(CliEnvironment environment, RecordOptions record, Option<string> output)
    {
        var export = ExportFileOption.Create();
        var command = new Command("verify", """
            Find out whether the record is what was written: ends with 0 when it is sound, with 1 when it was tampered with.

              pipeline audit verify
              pipeline audit verify --connection-string "Host=db;Database=pipeline;Username=auditor" --anchors anchors.jsonl --public-key audit.pem.pub
              pipeline audit verify --file record.jsonl --public-key audit.pem.pub --output json | jq .first

            It names the first event that was edited, dropped, inserted or reordered, says up to where the record is
            anchored by signed checkpoints, and what it could not know. Keep the public key and a copy of the anchors
            where nobody who can write to the database can reach them.
            """)
        {
            export,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            await using var opened = await record.OpenAsync(parsed, parsed.GetValue(export), cancellationToken);
            var report = await opened.VerifyAsync(cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(report, Json.Indented);
            else
                environment.Terminal.Show(AuditReportRendering.Render(report));
            return report.IsIntact ? ExitCode.Ok : ExitCode.Error;
        });
        return command;
    }
}
