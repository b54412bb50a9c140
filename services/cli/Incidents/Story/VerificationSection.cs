using Pipeline.Cli.Rendering;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Verification;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>Whether it helped, and what shows it.</summary>
internal static class VerificationSection
{
    public static Section Of(IncidentStory story)
    {
        var section = new Section("How it was verified");
        foreach (var e in story.Events)
        {
            switch (e.Fact)
            {
                case VerificationCompleted done:
                    section.Add($"[grey]{Times.Short(e.At, story.Incident.OpenedAt)}[/] [bold {Colour(done.Outcome)}]{Words.Of(done.Outcome)}[/]");
                    AddChecks(section, story, done.Checks);
                    break;
                case RecoveryObserved recovered:
                    section.Add($"[grey]{Times.Short(e.At, story.Incident.OpenedAt)}[/] [bold green]recovered[/]; the plan changed nothing, so no action gets the credit");
                    AddChecks(section, story, recovered.Checks);
                    break;
                default:
                    break;
            }
        }

        if (story.Incident.Phase is IncidentPhase.Verifying verifying)
            section.Add($"under way; nothing is concluded before {Times.Clock(verifying.SettledAt)}, and by {Times.Clock(verifying.GiveUpAt)} there is a verdict");
        return section;
    }

    private static void AddChecks(Section section, IncidentStory story, IReadOnlyList<SymptomCheck> checks)
    {
        foreach (var check in checks)
        {
            var name = story.Incident.Symptoms.TryGetValue(check.SymptomKey, out var symptom)
                ? $"{symptom.First.Metric} of {symptom.First.Entity}"
                : check.SymptomKey;
            section.Add(
                $"{(check.Status == SymptomStatus.Cleared ? "[green]✓[/]" : "[red]✗[/]")} {Untrusted.Markup(name)}: {Words.Of(check.Status)}, "
                + $"{(check.Fresh ? "" : "not ")}seen after the action: {Untrusted.Markup(check.Detail)}", 2);
        }
    }

    private static string Colour(VerificationOutcome outcome) => outcome switch
    {
        VerificationOutcome.Passed => "green",
        VerificationOutcome.Refuted => "red",
        _ => "yellow",
    };
}
