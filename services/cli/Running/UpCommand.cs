using System.CommandLine;
using Pipeline.EmbeddedPostgres.Folders;

namespace Pipeline.Cli.Running;

/// <summary><c>pipeline up</c>: everything in one process, with a database of its own.</summary>
internal static class UpCommand
{
    private const string Replay = "--replay";

    /// <summary>The recording that comes with the program.</summary>
    private static readonly string ShippedRecording = Path.Combine(AppContext.BaseDirectory, "replay", "online-boutique.csv");

    /// <summary>Names the recording where it was left out: the parser takes a setting that follows (--section:key) for the file.</summary>
    /// <param name="arguments">Without the program's name.</param>
    public static IReadOnlyList<string> WithRecordingNamed(IReadOnlyList<string> arguments) =>
    [
        .. arguments.SelectMany((word, index) =>
            word == Replay && index + 1 < arguments.Count && arguments[index + 1].StartsWith("--", StringComparison.Ordinal)
                ? [word, ShippedRecording]
                : new[] { word }),
    ];

    public static Command Create()
    {
        var replay = new Option<string?>(Replay)
        {
            Description = "Replay recorded metrics instead of watching live ones: a CSV file, or the recording that comes with the program when left out.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "FILE",
        };
        var speed = new Option<string>("--speed")
        {
            Description = "How much faster than it happened the recording runs: 60x, or max.",
            DefaultValueFactory = _ => "60x",
        };
        var warmUp = new Option<TimeSpan>("--warm-up")
        {
            Description = "The recording's first stretch that only trains the baselines, hh:mm:ss.",
            DefaultValueFactory = _ => TimeSpan.FromMinutes(20),
        };
        var simulate = new Option<bool>("--simulate")
        {
            Description = "Bring a simulated Kubernetes cluster: a living web shop that kubectl works with and that falls ill on demand.",
        };
        var scenario = new Option<string?>("--scenario")
        {
            Description = "YAML file with the timeline of faults of the simulated cluster; when left out, one fault a few seconds after the start.",
            HelpName = "FILE",
        };
        var dataDir = new Option<string>("--data-dir")
        {
            Description = "Folder for database, keys and address; created when missing.",
            DefaultValueFactory = _ => DataFolders.Default,
            HelpName = "D",
        };
        var port = new Option<int?>("--port") { Description = "Port of API and dashboard on 127.0.0.1. 8080, or a free one when that is taken." };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 65535)
                result.AddError($"--port is {result.GetValueOrDefault<int?>()}; it must be within 0 and 65535 (0 takes a free one).");
        });
        var command = new Command("up", """
            Runs the whole pipeline in one process: its own PostgreSQL, no broker, the API on one port of this machine.

              pipeline up --simulate                     brings a simulated cluster: it falls ill within a minute, and kubectl heals it
              pipeline up --replay                       replays a real recording: an incident opens within a minute
              pipeline up --replay metrics.csv --speed max
              pipeline up --config pipeline.yaml         watches the sources that the file names; mode observe unless told otherwise
              pipeline up --collector:prometheus:main:url http://127.0.0.1:9090

            Ctrl-C stops it cleanly; what it knows stays in the data folder.
            """)
        {
            simulate, scenario, replay, speed, warmUp, dataDir, port,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(simulate) && result.GetResult(replay) is not null)
                result.AddError("--simulate and --replay exclude each other: a simulated cluster lives now, a recording in its own past.");
            if (!result.GetValue(simulate) && result.GetValue(scenario) is { } file)
                result.AddError($"--scenario {file} needs --simulate.");
        });
        command.TreatUnmatchedTokensAsErrors = false; // they are settings: --section:key value
        command.SetAction((parsed, cancellationToken) => UpHost.RunAsync(
            new UpOptions(
                Path.GetFullPath(parsed.GetRequiredValue(dataDir)), parsed.GetValue(port),
                parsed.GetResult(replay) is null ? null : Path.GetFullPath(parsed.GetValue(replay) ?? ShippedRecording),
                parsed.GetRequiredValue(speed), parsed.GetRequiredValue(warmUp), parsed.UnmatchedTokens)
            {
                Simulate = parsed.GetValue(simulate),
                Scenario = parsed.GetValue(scenario) is { } timeline ? Path.GetFullPath(timeline) : null,
            },
            cancellationToken));
        return command;
    }
}
