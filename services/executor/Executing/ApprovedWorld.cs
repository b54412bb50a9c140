using Pipeline.Actions.Performing;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;

namespace Pipeline.Executor.Executing;

/// <summary>Whether the world is still as the approved plan took it to be.</summary>
internal static class ApprovedWorld
{
    private const int LongestShown = 200;

    /// <summary>What is not as it was approved, each as a sentence with what was found; empty when all is.</summary>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="request">The step that is about to run.</param>
    /// <param name="found">Its target as it is now.</param>
    public static IReadOnlyList<string> Differences(Incident incident, ActionRequest request, TargetReading found)
    {
        var action = request.Action;
        var differences = new List<string>();
        if (action.TargetUid is { } uid)
            CompareUid(uid);
        foreach (var (field, value) in action.Before)
            CompareField(field, value);
        foreach (var precondition in request.Plan.Plan.Preconditions)
            Check(precondition);
        return [.. differences.Distinct(StringComparer.Ordinal)];

        void Check(Precondition precondition)
        {
            switch (precondition.Kind)
            {
                case PreconditionKind.SymptomsPersist when !incident.HasSymptoms():
                    differences.Add("No symptom of the incident is left.");
                    break;
                case PreconditionKind.TargetUid when precondition.Subject.Length == 0 || precondition.Subject == action.Target.ToString():
                    CompareUid(precondition.Expected);
                    break;
                case PreconditionKind.FieldValue when request.Step == 1: // later steps meet what the plan itself has changed
                    CompareField(precondition.Subject, precondition.Expected);
                    break;
            }
        }

        void CompareUid(string expected)
        {
            if (found.Uid != expected)
                differences.Add($"The target {action.Target} has the uid {found.Uid ?? "(none)"} instead of {expected}: it is another object.");
        }

        void CompareField(string field, string expected)
        {
            var value = found.Fields.GetValueOrDefault(field);
            if (value != expected)
                differences.Add($"The field {field} of {action.Target} is {Shown(value)} instead of {Shown(expected)}.");
        }
    }

    private static string Shown(string? value) => value switch
    {
        null => "not there",
        { Length: > LongestShown } => $"'{value[..LongestShown]}…'",
        _ => $"'{value}'",
    };
}
