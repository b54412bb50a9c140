using System.CommandLine;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.EventStore.Connecting;

namespace Pipeline.Cli.Doctor;

/// <summary><c>pipeline doctor</c>: checks everything that the pipeline needs.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var (connection, output) = (new ConnectionOptions(environment), OutputOption.Create());
        var config = new Option<string?>("--config") { Description = "The settings file; PIPELINE__CONFIG, or pipeline.yaml in this folder, when left out.", HelpName = "FILE" };
        config.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !File.Exists(token.Value))
                result.AddError($"--config names {token.Value}, which does not exist.");
        });
        var command = new Command("doctor", """
            Check everything that the pipeline needs, and say what to do: ends with 1 when something is wrong.

              pipeline doctor                                    this machine: settings, data folder, programs, what runs
              pipeline doctor --server http://pipeline.example:8080
              pipeline doctor --config /etc/pipeline.yaml        with database and broker as the settings name them

            It changes nothing, and works with no pipeline running.
            """);
        connection.AddTo(command);
        command.Add(output);
        command.Add(config);
        command.Does(async (parsed, cancellationToken) =>
        {
            var findings = await ExamineAsync(parsed, connection, parsed.GetValue(config), environment, cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(findings, Json.Indented);
            else
                environment.Terminal.Show(FindingsRendering.Render(findings));
            return findings.Any(finding => finding.Health == Health.Wrong) ? ExitCode.Error : ExitCode.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(
        ParseResult parsed, ConnectionOptions connection, string? configFile, CliEnvironment environment, CancellationToken cancellationToken)
    {
        if (connection.Server(parsed) is not null)
            return await InstanceCheck.ExamineAsync(connection.Find(parsed), environment.Clock, cancellationToken);
        var folder = connection.DataFolder(parsed);
        var configured = ConfiguredPipeline.Read(folder, configFile);
        List<Finding> findings = [.. SettingsFindings(configured), .. DataFolderCheck.Examine(folder)];
        if (configured.Bus is { } bus)
            findings.Add(await BrokerCheck.ExamineAsync(bus, cancellationToken));
        if (configured.Database is { } database)
            findings.AddRange(await DatabaseCheck.ExamineAsync(database.Connection().ConnectionString, new SchemaName(database.Schema), cancellationToken));
        else
            findings.Add(await ProgramsCheck.ExamineAsync(cancellationToken));
        findings.AddRange(await RunningAsync(parsed, connection, folder, configured, environment, cancellationToken));
        return findings;
    }

    private static IEnumerable<Finding> SettingsFindings(ConfiguredPipeline configured) => configured.Problems.Count == 0
        ? [Finding.Well("settings", "environment and settings file are valid")]
        : configured.Problems.Select(problem => Finding.Wrong("settings", problem.ToString(), $"Correct it there: {problem.Origin}."));

    private static async Task<IReadOnlyList<Finding>> RunningAsync(
        ParseResult parsed, ConnectionOptions connection, string folder, ConfiguredPipeline configured, CliEnvironment environment,
        CancellationToken cancellationToken)
    {
        switch (InstanceState.Of(folder))
        {
            case InstanceState.Running { File: var file }:
                List<Finding> findings = [Finding.Well("instance", $"process {file.ProcessId} runs since {Times.Full(file.StartedAt)} UTC")];
                if (configured.Database is null)
                    findings.AddRange(await DatabaseCheck.ExamineAsync(file.ConnectionString, new SchemaName(file.Schema), cancellationToken));
                findings.AddRange(await InstanceCheck.ExamineAsync(connection.Find(parsed), environment.Clock, cancellationToken));
                return findings;
            case InstanceState.Gone { File: var file }:
                return [Finding.Wrong("instance", $"process {file.ProcessId} has ended without taking back its address: it was killed", "Start it again with `pipeline up`: it goes on where it was.")];
            default:
                return [Finding.Open("instance", $"no pipeline runs on {folder}; `pipeline up` starts one")];
        }
    }
}
