using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Incidents;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Decisions;

namespace Pipeline.Cli.Approvals;

/// <summary><c>pipeline approvals reject</c>.</summary>
internal static class RejectCommand
{
    public static Command Create(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var (id, hash) = (IncidentArgument.Create(), PlanHashOption.Create());
        var reason = new Option<string>("--reason", "-r") { Description = "Why; the auditors read it.", HelpName = "TEXT", Required = true };
        reason.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && string.IsNullOrWhiteSpace(token.Value))
                result.AddError("--reason is empty: say why.");
        });
        var command = new Command("reject", """
            Say no to the plan of an incident; one person is enough.

              pipeline approvals reject 2d015ef4 --reason "Not during the sale."

            The incident goes on: have it analysed again with `incidents reopen`, or close it with `incidents resolve`.
            """)
        {
            id, hash, reason,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var (incident, planHash) = (parsed.GetRequiredValue(id), parsed.GetValue(hash));
            if (!PlanAtHand.IsWhole(planHash))
            {
                var (document, plan) = await PlanAtHand.GetAsync(api, incident, planHash, cancellationToken);
                (incident, planHash) = (document.Incident.Id.ToString(), plan.Hash);
            }

            var answer = await api.SayAsync(
                incident, "reject", new RejectRequest(planHash, parsed.GetRequiredValue(reason), ApproveCommand.Channel), cancellationToken);
            environment.Show(answer, parsed.IsJson(output));
            return ExitCode.Ok;
        });
        return command;
    }
}
