using System.CommandLine;
using System.CommandLine.Invocation;
using Pipeline.Cli.Approvals;
using Pipeline.Cli.Audit;
using Pipeline.Cli.Collecting;
using Pipeline.Cli.Configuration;
using Pipeline.Cli.Detecting;
using Pipeline.Cli.Doctor;
using Pipeline.Cli.Evaluating;
using Pipeline.Cli.Forecasting;
using Pipeline.Cli.Incidents;
using Pipeline.Cli.Models;
using Pipeline.Cli.Ranking;
using Pipeline.Cli.Rendering;
using Pipeline.Cli.Simulating;
using Pipeline.Cli.Suppressions;

namespace Pipeline.Cli.Invocation;

/// <summary>The command line as a whole: what there is, and how an invocation ends.</summary>
internal static class PipelineCommandLine
{
    private const string DebugFlag = "--debug";

    /// <summary>Runs one invocation to its end.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="environment">What is around it.</param>
    /// <param name="hosts">Commands that run services: they handle signals themselves.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment, params IEnumerable<Command> hosts)
    {
        var terminal = environment.Terminal;
        var parsed = Create(environment, hosts).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
            return ExplainUsage(parsed, terminal);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false, // prints a stack trace
                ProcessTerminationTimeout = null, // ends the process 2 s after a signal
            });
        }
        catch (Exception e) // the last border: whatever it is, a person must be told
        {
            var failure = Failure.Of(e);
            terminal.Complain(failure.Message);
            if (parsed.GetValue<bool>(DebugFlag))
                await terminal.Error.WriteLineAsync(e.ToString());
            return failure.ExitCode;
        }
    }

    private static RootCommand Create(CliEnvironment environment, IEnumerable<Command> hosts)
    {
        var root = new RootCommand("""
            The incident pipeline for Kubernetes: it sees that something is wrong, says why, proposes the smallest repair,
            asks, acts once, verifies, and keeps a record that can be audited.

            Begin here:
              pipeline up --simulate          bring everything up on this machine, with a simulated cluster that falls ill
              pipeline up --replay            the same on recorded metrics
              pipeline incidents list         what is going on
              pipeline incidents show ID      the whole story of one incident; the first digits of the ID will do
              pipeline approvals list         what waits for a person
              pipeline doctor                 check everything that the pipeline needs

            Exit codes: 0 ok, 1 error, 2 wrong usage, 3 not found, 4 conflict or expired, 5 denied, 6 timeout.
            """);
        foreach (var host in hosts)
            root.Add(host);
        root.Add(IncidentCommands.Create(environment));
        root.Add(ApprovalCommands.Create(environment));
        root.Add(SuppressionCommands.Create(environment));
        root.Add(AuditCommands.Create(environment));
        root.Add(DoctorCommand.Create(environment));
        root.Add(SimulateCommand.Create(environment));
        root.Add(ConfigCommand.Create(environment));
        root.Add(CollectCommand.Create(environment));
        root.Add(ModelCommands.Create(environment));
        root.Add(DetectCommand.Create(environment));
        root.Add(ForecastCommand.Create(environment));
        root.Add(RankCommand.Create(environment));
        root.Add(EvaluateCommands.Create(environment));
        root.Add(new Option<bool>(DebugFlag) { Description = "Show the stack trace of an error.", Recursive = true });
        FirstLineHelp.Use(root);
        return root;
    }

    private static int ExplainUsage(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
            terminal.Complain(error.Message);
        terminal.Error.WriteLine($"`{PathOf(parsed.CommandResult.Command)} --help` shows how it is used.");
        return ExitCode.Usage;
    }

    private static string PathOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{PathOf(parent)} {command.Name}"
        : "pipeline";
}
