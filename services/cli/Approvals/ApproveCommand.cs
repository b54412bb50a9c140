using System.CommandLine;
using Pipeline.Cli.Api;
using Pipeline.Cli.Incidents;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Incidents;

namespace Pipeline.Cli.Approvals;

/// <summary><c>pipeline approvals approve</c>.</summary>
internal static class ApproveCommand
{
    /// <summary>Over what people decide here, as the audit trail names it.</summary>
    public const string Channel = "cli";

    public static Command Create(CliEnvironment environment, ConnectionOptions connection, Option<string> output)
    {
        var (id, hash) = (IncidentArgument.Create(), PlanHashOption.Create());
        var comment = new Option<string?>("--comment", "-c") { Description = "What the auditors shall read beside your name.", HelpName = "TEXT" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask again." };
        var command = new Command("approve", """
            Agree to the plan of an incident.

              pipeline approvals approve 2d015ef4                          shows the plan, and asks
              pipeline approvals approve 2d015ef4 --plan-hash 9f2c51aa     only this plan
              pipeline approvals approve 2d015ef4 --yes --comment "Seen in the drill."

            Without --plan-hash it takes the plan that it shows. Where no person sits at a terminal, it does not ask.
            """)
        {
            id, hash, comment, yes,
        };
        command.Does(async (parsed, cancellationToken) =>
        {
            using var api = new ApiClient(connection.Find(parsed), environment.Clock);
            var incident = parsed.GetRequiredValue(id);
            var planHash = parsed.GetValue(hash);
            if (!PlanAtHand.IsWhole(planHash))
            {
                var (document, plan) = await PlanAtHand.GetAsync(api, incident, planHash, cancellationToken);
                if (planHash is null && environment.Terminal.CanAsk && !parsed.GetValue(yes))
                    await AskAsync(environment.Terminal, document, plan, isShown: !parsed.IsJson(output), cancellationToken);
                (incident, planHash) = (document.Incident.Id.ToString(), plan.Hash);
            }

            var answer = await api.SayAsync(
                incident, "approve", new ApproveRequest(planHash, parsed.GetValue(comment), Channel), cancellationToken);
            environment.Show(answer, parsed.IsJson(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task AskAsync(
        Terminal terminal, IncidentDocument incident, PlanDocument plan, bool isShown, CancellationToken cancellationToken)
    {
        if (isShown)
            terminal.Show(PlanAtHand.Render(incident, plan));
        if (!await terminal.ConfirmAsync($"Approve plan {Words.ShortHash(plan.Hash)} against {incident.Incident.Title}?", cancellationToken))
            throw new CommandException(ExitCode.Error, "Nothing was approved.");
    }
}
