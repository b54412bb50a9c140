using Pipeline.Cli.Api;
using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Incidents;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Approvals;

/// <summary>The plan of an incident that a person decides on.</summary>
internal static class PlanAtHand
{
    private const int HashDigits = 64;

    /// <summary>Gets it, and makes sure that it is the one that is meant.</summary>
    /// <param name="api">The pipeline.</param>
    /// <param name="id">The incident.</param>
    /// <param name="hash">The plan's hash or the first digits of it; null for whichever is on the table.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CommandException">There is none, or another one.</exception>
    public static async Task<(IncidentDocument Incident, PlanDocument Plan)> GetAsync(
        ApiClient api, string id, string? hash, CancellationToken cancellationToken)
    {
        var document = await api.ShowAsync(id, cancellationToken);
        if (document.Plan is not { } plan || document.Incident.State != "awaiting-approval")
        {
            throw new CommandException(
                ExitCode.Conflict, $"No plan of incident {document.Incident.Id} waits for a decision: it is {document.Incident.State}.");
        }

        return hash is null || plan.Hash.StartsWith(hash, StringComparison.Ordinal)
            ? (document, plan)
            : throw new CommandException(
                ExitCode.Conflict,
                $"Another plan is on the table: {plan.Hash}. Look at it with `pipeline incidents show {Words.ShortId(document.Incident.Id)}`, then decide on that one.");
    }

    /// <summary>Whether it names a plan by itself, without a look at the incident.</summary>
    public static bool IsWhole(string? hash) => hash?.Length == HashDigits;

    /// <summary>What a person must have seen before the decision.</summary>
    public static IRenderable Render(IncidentDocument incident, PlanDocument plan)
    {
        var section = new Section("Plan");
        PlanSection.AddDocument(section, plan.Plan, plan.Hash, plan.Findings);
        return new Rows(
            new Markup($"[bold]{Untrusted.Markup(incident.Incident.Title)}[/]"),
            new Markup(Untrusted.Markup(incident.Conclusion ?? "")),
            section.Render());
    }
}
