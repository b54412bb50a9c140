using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Suppressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Suppressions;

/// <summary><c>pipeline suppressions</c>: what opens no incident for a while.</summary>
internal static class SuppressionCommands
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("suppressions", """
            Keep known symptoms from opening incidents for a while: list, add, end. Each has a reason and an end, and is an event for the auditors.

              pipeline suppressions add --owner Deployment/cart --class high-latency --for 2h --reason "Load test until noon."
              pipeline suppressions list
              pipeline suppressions end 0192f0c1-... --reason "The test is over."

            Incidents that go on are not touched: dismiss them.
            """);
        var (connection, output) = (new ConnectionOptions(environment), OutputOption.Create());
        connection.AddTo(command);
        command.Add(output);
        command.Add(List(environment, connection, output));
        command.Add(Add(environment, connection, output));
        command.Add(End(environment, connection, output));
        return command;
    }

    private static Command List(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var command = new Command("list", "Those that hold now, oldest first.");
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var active = await api.SuppressionsAsync(cancellationToken);
            if (parsed.IsJson(output))
                environment.Terminal.Show(active, Json.Indented);
            else
                environment.Terminal.Show(Table(active, environment.Clock.GetUtcNow()));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Add(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var ns = new Option<string?>("--namespace", "-n") { Description = "Of the owner; * and ? are wildcards.", HelpName = "NAME" };
        var owner = new Option<string?>("--owner") { Description = "Kind/name, such as Deployment/cart or Node/n1; with wildcards.", HelpName = "KIND/NAME" };
        var failureClass = new Option<string?>("--class") { Description = "Failure class, such as high-latency.", HelpName = "CLASS" };
        var metric = new Option<string?>("--metric") { Description = "Name of the metric, alert or state; with wildcards.", HelpName = "NAME" };
        var lasting = new Option<TimeSpan>("--for")
        {
            Description = "How long at most: 90m, 2h, 7d; 31 days are the most.",
            HelpName = "DURATION",
            Required = true,
            CustomParser = Durations.Parse,
        };
        var untilClear = new Option<bool>("--until-clear") { Description = "End it also with the first symptom in its scope that is over." };
        var reason = new Option<string>("--reason", "-r") { Description = "Why; the auditors read it.", HelpName = "TEXT", Required = true };
        var command = new Command("add", """
            Suppress symptoms. Say at least one of namespace, owner, class and metric.

              pipeline suppressions add -n staging --class traffic-drop --for 8h --reason "Nobody uses staging at night."
            """)
        {
            ns, owner, failureClass, metric, lasting, untilClear, reason,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var added = await api.SuppressAsync(
                new SuppressRequest(
                    parsed.GetValue(ns), parsed.GetValue(owner), parsed.GetValue(failureClass), parsed.GetValue(metric),
                    parsed.GetRequiredValue(reason), parsed.GetRequiredValue(lasting).TotalMinutes, parsed.GetValue(untilClear)),
                cancellationToken);
            Show(environment, added, parsed.IsJson(output), $"Suppressed until {Times.Full(added.Until)} UTC");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command End(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var id = new Argument<string>("ID") { Description = "The suppression's id, as `list` shows it." };
        var reason = new Option<string>("--reason", "-r") { Description = "Why; the auditors read it.", HelpName = "TEXT", Required = true };
        var command = new Command("end", "End one before its time: what is still sick opens its incident with the next report.") { id, reason };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var ended = await api.EndSuppressionAsync(
                parsed.GetRequiredValue(id), new WordRequest(parsed.GetRequiredValue(reason)), cancellationToken);
            Show(environment, ended, parsed.IsJson(output), "Ended");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(CliEnvironment environment, SuppressionDocument suppression, bool json, string said)
    {
        if (json)
            environment.Terminal.Show(suppression, Json.Indented);
        else
            environment.Terminal.ShowLine($"{said}: {Untrusted.Markup(suppression.Scope)} ({suppression.Id}).");
    }

    private static IRenderable Table(IReadOnlyList<SuppressionDocument> active, DateTimeOffset now)
    {
        if (active.Count == 0)
            return new Markup("Nothing is suppressed.\n");
        var table = new Table { Border = TableBorder.Minimal };
        table.AddColumns("id", "left", "what", "by", "why");
        table.Columns[0].NoWrap = true;
        foreach (var suppression in active)
        {
            table.AddRow(
                suppression.Id.ToString(),
                Times.Length(suppression.Until - now) + (suppression.UntilClear ? " or until clear" : ""),
                Untrusted.Markup(suppression.Scope),
                Untrusted.Markup(suppression.By),
                Untrusted.Markup(suppression.Reason, 80));
        }

        return table;
    }
}
