using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Collector.Rows;
using Pipeline.Collector.Watching;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Collecting;

/// <summary><c>pipeline collect</c>: what is known of each pod, as rows of a CSV file.</summary>
internal static class CollectCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var file = new Option<string>("--output-file") { Description = "The CSV file; rounds are appended to it.", DefaultValueFactory = _ => "pod_metrics.csv", HelpName = "FILE" };
        var namespaces = new Option<string[]>("--namespace", "-n") { Description = "Namespaces, once for each; all when left out.", HelpName = "NS" };
        var interval = new Option<TimeSpan>("--interval")
        {
            Description = "Time between two rounds: 15s, 1m.",
            DefaultValueFactory = _ => TimeSpan.FromSeconds(15),
            CustomParser = Interval,
        };
        var rounds = new Option<int?>("--rounds") { Description = "How many rounds; until Ctrl-C when left out.", HelpName = "N" };
        var prometheus = new Option<Uri?>("--prometheus") { Description = "Prometheus, for network, CPU and memory; without it metrics.k8s.io is asked, which knows no network.", HelpName = "URL" };
        var queries = new Option<string[]>("--query") { Description = "A further column: NAME=PROMQL, with labels namespace and pod.", HelpName = "NAME=PROMQL" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "The kubeconfig; KUBECONFIG, ~/.kube/config or the pod's service account when left out.", HelpName = "FILE" };
        var context = new Option<string?>("--context") { Description = "The kubeconfig's context." };
        var wide = new Option<bool>("--wide") { Description = "With namespace, owner, and use by limit and by node." };
        var noLogs = new Option<bool>("--no-logs") { Description = "Without the newest line of each pod's log." };
        var test = new Option<bool>("--test") { Description = "Check access and say what is missing; collect nothing." };
        var command = new Command("collect", """
            Write what is known of each pod into a CSV file, round after round. It only reads from the cluster.

              pipeline collect --output-file pod_metrics.csv --namespace shop --interval 30s
              pipeline collect --prometheus http://127.0.0.1:9090 --wide
              pipeline collect --namespace shop --test     checks access, and names the rules to add

            What nobody measured is an empty field. Secrets in logs and messages are hidden.
            """)
        {
            file, namespaces, interval, rounds, prometheus, queries, kubeconfig, context, wide, noLogs, test,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            var options = new PodCollectorOptions
            {
                Kubernetes = new KubernetesOptions
                {
                    Kubeconfig = parsed.GetValue(kubeconfig),
                    Context = parsed.GetValue(context),
                    Namespaces = parsed.GetValue(namespaces) ?? [],
                },
                OutputFile = Path.GetFullPath(parsed.GetRequiredValue(file)),
                Prometheus = parsed.GetValue(prometheus),
                Interval = parsed.GetValue(interval),
                Rounds = parsed.GetValue(rounds),
                Wide = parsed.GetValue(wide),
                Logs = !parsed.GetValue(noLogs),
                Queries = Named(parsed.GetValue(queries) ?? []),
            };
            using var collection = new PodCollector(options, environment.Clock);
            return parsed.GetValue(test)
                ? await TestAsync(collection, environment.Terminal, cancellationToken)
                : await CollectAsync(collection, options, environment.Terminal, cancellationToken);
        });
        return command;
    }

    private static async Task<int> CollectAsync(PodCollector collection, PodCollectorOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        var (said, wrote) = (new HashSet<string>(StringComparer.Ordinal), false);
        await collection.RunAsync(
            round =>
            {
                wrote |= round.Pods > 0;
                foreach (var missing in round.Missing.Where(said.Add))
                    terminal.Note($"missing: {missing}");
                terminal.Note(string.Create(CultureInfo.InvariantCulture, $"round {round.Number}: {round.Pods} pods → {options.OutputFile}"));
            },
            cancellationToken);
        return wrote ? ExitCode.Ok : ExitCode.Error;
    }

    private static async Task<int> TestAsync(PodCollector collection, Terminal terminal, CancellationToken cancellationToken)
    {
        var all = true;
        await foreach (var finding in collection.TestAsync(cancellationToken))
        {
            all &= finding.IsAllowed;
            terminal.ShowLine($"{(finding.IsAllowed ? "[green]✓[/]" : "[red]✗[/]")} {Untrusted.Markup(finding.What)}  [dim]{Untrusted.Markup(finding.Use)}[/]");
            if (finding.Problem is { } problem)
                terminal.ShowLine($"  [yellow]→[/] {Untrusted.Markup(problem)}");
        }
        return all ? ExitCode.Ok : ExitCode.Error;
    }

    private static TimeSpan Interval(ArgumentResult result)
    {
        if (Duration.TryParse(result.Tokens[0].Value, out var interval) && interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromDays(1))
            return interval;
        result.AddError($"--interval is {result.Tokens[0].Value}; it must be between 1s and 1d, such as 15s or 1m.");
        return default;
    }

    private static Dictionary<string, string> Named(string[] queries)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var query in queries)
        {
            var at = query.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || at == query.Length - 1)
                throw new CommandException(ExitCode.Usage, $"--query is {query}; it must be NAME=PROMQL.");
            named[query[..at]] = query[(at + 1)..];
        }
        return named;
    }
}
