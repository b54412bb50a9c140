using System.CommandLine;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Simulator.Faults;
using Spectre.Console;

namespace Pipeline.Cli.Simulating;

/// <summary><c>pipeline simulate faults|start|clear</c>: makes a running simulated cluster ill, and well again.</summary>
internal static class FaultCommands
{
    private const string ClearsAll = "all";

    public static IEnumerable<Command> Create(CliEnvironment environment, DataFolderOption folder) =>
        [List(environment, folder), Start(environment, folder), Clear(environment, folder)];

    private static Command List(CliEnvironment environment, DataFolderOption folder)
    {
        var output = OutputOption.Create();
        var command = new Command("faults", "Shows what can fall ill in the simulated cluster, what heals it, and what is ill now.") { output };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var simulator = SimulatorClient.Find(folder.Of(parsed));
            var listing = await simulator.ListAsync(cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(listing, Json.Indented);
            else
                Show(environment.Terminal, listing);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Start(CliEnvironment environment, DataFolderOption folder)
    {
        var fault = new Argument<string>("fault") { Description = "Its name, as `pipeline simulate faults` shows it." };
        var target = new Option<string?>("--on") { Description = "What it strikes: namespace/kind/name, a node or a namespace.", HelpName = "TARGET" };
        var parameters = new Option<string[]>("--set") { Description = "A parameter of the fault, as name=value; may be repeated.", HelpName = "NAME=VALUE" };
        var duration = new Option<string?>("--for") { Description = "It clears by itself after this time: 90s, 10m.", HelpName = "TIME" };
        var command = new Command("start", """
            Starts a fault in the running simulated cluster.

              pipeline simulate start memory-leak --on shop/deployment/cart --set rate=40Mi --for 10m
            """)
        {
            fault, target, parameters, duration,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var simulator = SimulatorClient.Find(folder.Of(parsed));
            var started = await simulator.StartAsync(
                new FaultEndpoints.Body(
                    parsed.GetRequiredValue(fault), parsed.GetValue(target), Named(parsed.GetValue(parameters) ?? []), parsed.GetValue(duration), Id: null),
                cancellationToken);
            environment.Terminal.ShowLine(
                $"{Untrusted.Markup(started.Id)} began{(started.Target is { } on ? $" on {Untrusted.Markup(on)}" : "")}; "
                + $"[bold]pipeline simulate clear {Untrusted.Markup(started.Id)}{Untrusted.Markup(folder.Again(parsed))}[/] undoes it");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Clear(CliEnvironment environment, DataFolderOption folder)
    {
        var id = new Argument<string>("id") { Description = $"Id of an active fault, or \"{ClearsAll}\"." };
        var command = new Command("clear", "Undoes a fault of the running simulated cluster, as far as nobody has healed it.") { id };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var simulator = SimulatorClient.Find(folder.Of(parsed));
            var cleared = parsed.GetRequiredValue(id);
            await simulator.ClearAsync(cleared == ClearsAll ? null : cleared, cancellationToken);
            environment.Terminal.ShowLine($"{Untrusted.Markup(cleared)} cleared");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Dictionary<string, string> Named(IEnumerable<string> parameters)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !named.TryAdd(parameter[..equals], parameter[(equals + 1)..]))
                throw new CommandException(ExitCode.Usage, $"--set {parameter}: write NAME=VALUE, each name once.");
        }
        return named;
    }

    private static void Show(Terminal terminal, FaultEndpoints.Listing listing)
    {
        var kinds = new Table { Border = TableBorder.Minimal };
        kinds.AddColumns("fault", "strikes", "what happens", "what heals it", "parameters");
        kinds.Columns[0].NoWrap = true;
        foreach (var kind in listing.Kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal))
        {
            kinds.AddRow(
                Untrusted.Markup(kind.Name), kind.Target.ToString().ToLowerInvariant(), Untrusted.Markup(kind.Summary), Untrusted.Markup(kind.Treatment),
                Untrusted.Markup(string.Join(", ", kind.Parameters.Select(p => p.Default.Length > 0 ? $"{p.Name}={p.Default}" : p.Name))));
        }
        terminal.Show(kinds);
        if (listing.Active.Count == 0)
        {
            terminal.ShowLine("Nothing is ill.");
            return;
        }
        var active = new Table { Border = TableBorder.Minimal };
        active.AddColumns("active", "on", "since (UTC)", "until (UTC)");
        foreach (var fault in listing.Active)
        {
            active.AddRow(
                Untrusted.Markup(fault.Id), Untrusted.Markup(fault.Target ?? "-"), Times.Full(fault.StartedAt),
                fault.EndsAt is { } end ? Times.Full(end) : "-");
        }
        terminal.Show(active);
    }
}
