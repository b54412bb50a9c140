using Pipeline.Actions.Parameters;
using Pipeline.Incidents.Plans;

namespace Pipeline.Actions.Catalogue;

/// <summary>Gathers what is known of the incident into one artefact and changes nothing.</summary>
public static class CollectDiagnostics
{
    /// <summary>Its name in plans.</summary>
    public const string Name = "collect_diagnostics";

    /// <summary>Parameter: how many events of the timeline are kept, the newest ones.</summary>
    public const string MaxEvents = "max_events";

    /// <summary>Parameter: whether the metric windows' samples are part of the artefact.</summary>
    public const string Windows = "windows";

    /// <summary>Its entry. The artefact's name is the hash of its content, which is the same at every attempt.</summary>
    public static ActionDefinition Definition { get; } = new()
    {
        Name = Name,
        Summary = "Collect what is known about {target} into one artefact.",
        Parameters =
        [
            new IntegerParameter(MaxEvents, "Events of the timeline that are kept, the newest ones.", 1, 5000) { Default = "1000" },
            new ChoiceParameter(Windows, "Whether the samples of metric windows are part of it.", ["full", "none"]) { Default = "full" },
        ],
        Risk = RiskLevel.None,
        ChangesCluster = false,
        Reversibility = Reversibility.NothingToTakeBack,
        Rollback = "Nothing to take back: the artefact is kept beside the incident.",
        Proof = ActionProof.DeterministicName,
        TimeLimit = TimeSpan.FromSeconds(30),
    };
}
