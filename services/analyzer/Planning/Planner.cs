using Pipeline.Actions.Catalogue;
using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Analyzer.Words;
using Pipeline.Contracts;
using Pipeline.Incidents.Plans;
using Pipeline.Masking;

namespace Pipeline.Analyzer.Planning;

/// <summary>Proposes the smallest safe thing that was not done yet.</summary>
public sealed class Planner(ActionCatalogue catalogue, PlanningMeans means)
{
    /// <summary>Characters of a notification's own words, with room for what masking adds.</summary>
    private const int LongestMessage = 800;
    private const int LongestParameter = 1_000;

    /// <summary>Plans for a diagnosis.</summary>
    /// <param name="file">The case; says what was done already.</param>
    /// <param name="diagnosis">Its words go into the plan.</param>
    /// <param name="mask">Of the incident: a plan is masked before it is hashed.</param>
    public Proposal Plan(CaseFile file, Diagnosis diagnosis, Masker mask)
    {
        var incident = file.Story.Incident;
        // a person who reopens wants another look: what was done before that may be done again
        var done = file.Story.ActionsDone(file.Story.SinceReopened).Select(a => a.Intent.Action).ToHashSet(StringComparer.Ordinal);
        var impossible = file.Story.FoundImpossible();
        var (owner, actions) = (incident.Key.Owner, new List<PlannedAction>());
        bool IsOpen(string action) => !done.Contains(action) && !impossible.Contains(action);
        if (IsOpen(CollectDiagnostics.Name))
            actions.Add(catalogue.Plan(CollectDiagnostics.Name, owner, new Dictionary<string, string>()));
        if (means.CanNotify && IsOpen(NotifyOnly.Name))
            actions.Add(catalogue.Plan(
                NotifyOnly.Name, owner, new Dictionary<string, string> { [NotifyOnly.Message] = Message(diagnosis, owner, mask) }));
        if (actions.Count == 0)
            return new Proposal.NothingToDo(WhoMustAct(file, diagnosis, done, impossible));
        return new Proposal.ToDo(new RemediationPlan
        {
            IncidentId = incident.Id,
            Attempt = file.Attempt,
            Cause = diagnosis.Leading?.Cause ?? Diagnostician.UnknownCause,
            Confidence = (diagnosis.Leading ?? diagnosis.Hypotheses.First(h => h.Cause == Diagnostician.UnknownCause)).Confidence,
            Actions = actions,
            ExpectedEffect = Effect(actions, owner.ToString()),
            Rollback = "Nothing to take back: the plan changes nothing in the cluster.",
            Preconditions = [new Precondition(PreconditionKind.SymptomsPersist, owner.ToString(), "")],
        });
    }

    private static string Effect(List<PlannedAction> actions, string owner)
    {
        var diagnosed = actions.Exists(a => a.Action == CollectDiagnostics.Name) ? "What is known stands in one artefact. " : "";
        var told = actions.Exists(a => a.Action == NotifyOnly.Name) ? "People know of it, with the evidence. " : "";
        return $"{diagnosed}{told}The symptoms of {owner} do not go by that; whether they go is watched.";
    }

    private static string Message(Diagnosis diagnosis, EntityRef owner, Masker mask)
    {
        var text = $"{diagnosis.Conclusion} First: {diagnosis.FirstLook}.";
        var plain = string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c)).Clip(LongestMessage);
        var masked = mask.KeyValue(NotifyOnly.Message, plain);
        // what is mostly secrets says nothing to people, and what is cut within a token is masked no more
        return masked.Length <= LongestParameter ? masked : $"{owner} needs people; the incident says why.";
    }

    private string WhoMustAct(CaseFile file, Diagnosis diagnosis, HashSet<string> done, IReadOnlySet<string> impossible)
    {
        var tried = Said(done, "done already") + Said(impossible, "found impossible by the rehearsal");
        var told = means.CanNotify ? "" : " The pipeline notified nobody: it has no webhook.";
        return $"Whoever runs {file.Story.Incident.Key.Owner} must act: {diagnosis.FirstLook}. {tried}Nothing else in the catalogue applies.{told}";
    }

    private static string Said(IReadOnlySet<string> actions, string what) => actions.Count == 0
        ? ""
        : $"{string.Join(" and ", actions.Order(StringComparer.Ordinal))} {(actions.Count == 1 ? "was" : "were")} {what}. ";
}
