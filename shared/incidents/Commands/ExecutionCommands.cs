using Pipeline.Incidents.Plans;

namespace Pipeline.Incidents.Commands;

public abstract partial record IncidentCommand
{
    /// <summary>Announce the next attempt of the plan's next step; nothing outside may be touched before it is stored.</summary>
    public sealed record StartAction : IncidentCommand
    {
        /// <summary>The plan that the executor holds.</summary>
        public required string PlanHash { get; init; }

        /// <summary>The target's uid as just read; null for what has none.</summary>
        public string? TargetUid { get; init; }

        /// <summary>The target's resourceVersion as just read; null for what has none.</summary>
        public string? ResourceVersion { get; init; }

        /// <summary>The fields that will change, as just read.</summary>
        public required IReadOnlyDictionary<string, string> BeforeState { get; init; }

        /// <summary>How the catalogue proves that it happens at most once.</summary>
        public required ActionProof Proof { get; init; }

        /// <summary>How long it may take before its outcome counts as unknown.</summary>
        public required TimeSpan TimeLimit { get; init; }
    }

    /// <summary>The plan's preconditions do not hold any more, before its execution or between two attempts.</summary>
    public sealed record MarkPlanStale : IncidentCommand
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>What does not hold, in words.</summary>
        public required IReadOnlyList<string> Failed { get; init; }
    }

    /// <summary>An action took effect.</summary>
    public sealed record CompleteAction : IncidentCommand
    {
        /// <summary>The attempt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>What was seen of the effect.</summary>
        public required string Effect { get; init; }

        /// <summary>Hash of the artefact among the payloads, if there is one.</summary>
        public string? ArtefactHash { get; init; }

        /// <summary>How long nothing is concluded after the last step.</summary>
        public required TimeSpan SettleTime { get; init; }

        /// <summary>How long after the last step there is a verdict at the latest.</summary>
        public required TimeSpan VerificationWindow { get; init; }
    }

    /// <summary>An action certainly had no effect.</summary>
    public sealed record FailAction : IncidentCommand
    {
        /// <summary>The attempt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>What went wrong, masked.</summary>
        public required string Reason { get; init; }

        /// <summary>Pause before another try; null when that cannot help.</summary>
        public required TimeSpan? RetryAfter { get; init; }

        /// <summary>Attempts at a step after which the plan comes to a halt.</summary>
        public required int MaxAttempts { get; init; }
    }

    /// <summary>Whether an action took effect cannot be told now.</summary>
    public sealed record LoseAction : IncidentCommand
    {
        /// <summary>The attempt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>Why it cannot be told.</summary>
        public required string Reason { get; init; }

        /// <summary>Pause before it is looked into.</summary>
        public required TimeSpan ReconcileAfter { get; init; }
    }

    /// <summary>A person found out what became of an action in doubt.</summary>
    public sealed record ConfirmOutcome : IncidentCommand
    {
        /// <summary>The attempt in doubt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>Whether it took effect.</summary>
        public required bool TookEffect { get; init; }

        /// <summary>What shows it, masked.</summary>
        public required string Reason { get; init; }

        /// <summary>How long nothing is concluded after the last step.</summary>
        public required TimeSpan SettleTime { get; init; }

        /// <summary>How long after the last step there is a verdict at the latest.</summary>
        public required TimeSpan VerificationWindow { get; init; }
    }
}
