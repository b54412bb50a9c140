using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Cli.Running;
using Pipeline.Hosting.Configuration;
using Pipeline.Simulator;

namespace Pipeline.Cli.Simulating;

/// <summary><c>pipeline simulate</c>: the simulated cluster alone, and the faults of a running one.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var folder = new DataFolderOption(environment);
        var scenario = new Option<string?>("--scenario") { Description = "YAML file with a timeline of faults.", HelpName = "FILE" };
        var command = new Command("simulate", """
            Runs a simulated Kubernetes cluster alone: an API server that kubectl works with, controllers, nodes, a shop under load,
            metrics for a Prometheus to scrape, and faults on demand.

              pipeline simulate                                   a small web shop
              pipeline simulate --simulator:cluster large         200 nodes, 5,000 pods
              pipeline simulate --scenario night.yaml --simulator:apiPort 6443
              pipeline simulate faults                            what can fall ill, and what is ill, in a running one (also of `up --simulate`)
              pipeline simulate start image-not-found --on shop/deployment/cart
              pipeline simulate clear image-not-found-1
            """)
        {
            scenario,
        };
        folder.AddTo(command);
        command.TreatUnmatchedTokensAsErrors = false; // they are settings: --section:key value
        command.Does((parsed, cancellationToken) => RunAsync(
            environment, folder.Of(parsed), folder.Again(parsed), GivenSettings.Parse(parsed.UnmatchedTokens), parsed.GetValue(scenario), cancellationToken));
        foreach (var subcommand in FaultCommands.Create(environment, folder))
            command.Add(subcommand);
        return command;
    }

    private static async Task<int> RunAsync(
        CliEnvironment environment, string folder, string again, GivenSettings given, string? scenario, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var settings = UserSettings.Read(given, scenario is null ? null : Path.GetFullPath(scenario));
        if (settings.Problems.Count > 0)
            throw new InvalidSettingsException(settings.Problems);
        terminal.Note("building a simulated cluster, and living through its past ...");
        await using var server = await SimulatorServer.StartAsync(
            settings.Simulator, folder, environment.Clock, NullLoggerFactory.Instance, cancellationToken);
        var at = server.Addresses;
        terminal.ShowLine($"[green]ready[/]: {at.Nodes} nodes, {at.Pods} pods");
        terminal.ShowLine($"  cluster  kubectl --kubeconfig {Untrusted.Markup(at.Kubeconfig)} get pods -A");
        terminal.ShowLine($"  metrics  [link]{Untrusted.Markup(at.Metrics.ToString())}[/]  PromQL at /api/v1/query, a scrape configuration at /prometheus.yml");
        terminal.ShowLine($"  faults   pipeline simulate faults{Untrusted.Markup(again)}");
        terminal.ShowLine("  stop     Ctrl-C");
        server.BeginScenario(text => terminal.ShowLine($"[magenta]{Times.Clock(environment.Clock.GetUtcNow())}[/] {Untrusted.Markup(text)}"));
        await Task.Delay(Timeout.InfiniteTimeSpan, environment.Clock, cancellationToken);
        return ExitCode.Ok;
    }
}
