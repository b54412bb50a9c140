using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;

namespace Pipeline.Approver.Policies;

/// <summary>Everything that a policy can look at. Recorded whole with each decision, so that another policy can be asked the same later.</summary>
public sealed record PolicyInput
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The most urgent severity of the incident's symptoms.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The incident's failure class, kebab-case.</summary>
    public required string FailureClass { get; init; }

    /// <summary>The cause that the plan answers, kebab-case.</summary>
    public required string Cause { get; init; }

    /// <summary>How sure the cause is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The plan's steps, in order; never empty.</summary>
    public required IReadOnlyList<PolicyStep> Steps { get; init; }

    /// <summary>The facts of an incident with its plan.</summary>
    public static PolicyInput Of(Incident incident, RemediationPlan plan) => new()
    {
        Cluster = incident.Key.Cluster(),
        Severity = incident.Severity(),
        FailureClass = incident.Key.FailureClass,
        Cause = plan.Cause,
        Confidence = plan.Confidence,
        Steps = [.. plan.Actions.Select(a => new PolicyStep(a.Action, a.Target.Kind, a.Target.Namespace, a.Target.Name, a.Risk, a.ChangesCluster))],
    };

    /// <summary>The facts by name, as they are recorded; <see cref="FromFacts"/> reads them again.</summary>
    public IReadOnlyDictionary<string, string> ToFacts()
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["cluster"] = Cluster,
            ["severity"] = Word(Severity),
            ["failure-class"] = FailureClass,
            ["cause"] = Cause,
            ["confidence"] = Confidence.ToString("R", CultureInfo.InvariantCulture),
            ["steps"] = Steps.Count.ToString(CultureInfo.InvariantCulture),
        };
        for (var i = 0; i < Steps.Count; i++)
        {
            var step = Steps[i];
            facts[Name(i, "action")] = step.Action;
            facts[Name(i, "kind")] = step.Kind;
            if (step.Namespace is not null)
                facts[Name(i, "namespace")] = step.Namespace;
            facts[Name(i, "name")] = step.Name;
            facts[Name(i, "risk")] = Word(step.Risk);
            facts[Name(i, "changes-cluster")] = step.ChangesCluster ? "true" : "false";
        }

        return facts;
    }

    /// <summary>Reads what <see cref="ToFacts"/> wrote; further facts are left alone.</summary>
    /// <exception cref="FormatException">A fact is missing or not in the form in which it is written.</exception>
    public static PolicyInput FromFacts(IReadOnlyDictionary<string, string> facts)
    {
        return new PolicyInput
        {
            Cluster = Get("cluster"),
            Severity = Parse<Severity>("severity"),
            FailureClass = Get("failure-class"),
            Cause = Get("cause"),
            Confidence = double.TryParse(Get("confidence"), NumberStyles.Float, CultureInfo.InvariantCulture, out var confidence)
                ? confidence
                : throw Wrong("confidence"),
            Steps = int.TryParse(Get("steps"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? [.. Enumerable.Range(0, count).Select(Step)]
                : throw Wrong("steps"),
        };

        PolicyStep Step(int i) => new(
            Get(Name(i, "action")), Get(Name(i, "kind")), facts.GetValueOrDefault(Name(i, "namespace")), Get(Name(i, "name")),
            Parse<RiskLevel>(Name(i, "risk")), Get(Name(i, "changes-cluster")) == "true");

        string Get(string name) => facts.GetValueOrDefault(name) ?? throw new FormatException($"The recorded input has no fact {name}.");

        T Parse<T>(string name) where T : struct, Enum => Enum.TryParse<T>(Get(name), ignoreCase: true, out var value) ? value : throw Wrong(name);

        FormatException Wrong(string name) => new($"The recorded input's fact {name} is \"{facts[name]}\", which cannot be read.");
    }

    private static string Name(int index, string fact) => string.Create(CultureInfo.InvariantCulture, $"step.{index + 1}.{fact}");

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
