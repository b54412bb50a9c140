using Pipeline.Canonical;
using Pipeline.Contracts;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.Verification;

namespace Pipeline.Incidents.Events;

public abstract partial record IncidentEvent
{
    /// <summary>The intent: committed before anything outside is touched.</summary>
    [EventAlias("action_started")]
    public sealed record ActionStarted : IncidentEvent
    {
        /// <summary>Computed from incident, plan, step and attempt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>The same for all attempts of the step: the idempotency key.</summary>
        public required Guid EffectKey { get; init; }

        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>The step, from 1.</summary>
        public required int Step { get; init; }

        /// <summary>The attempt at this step, from 1.</summary>
        public required int Attempt { get; init; }

        /// <summary>Name in the catalogue.</summary>
        public required string Action { get; init; }

        /// <summary>What it acts on.</summary>
        public required EntityRef Target { get; init; }

        /// <summary>The target's uid as read just before; null for what has none.</summary>
        public string? TargetUid { get; init; }

        /// <summary>The target's resourceVersion as read just before; null for what has none.</summary>
        public string? ResourceVersion { get; init; }

        /// <summary>The fields that it will change, as read just before: what undo needs.</summary>
        public required IReadOnlyDictionary<string, string> BeforeState { get; init; }

        /// <summary>How a second effect is made impossible.</summary>
        public required ActionProof Proof { get; init; }

        /// <summary>When there is no outcome by then, it is unknown.</summary>
        public required DateTimeOffset Deadline { get; init; }
    }

    /// <summary>The action took effect.</summary>
    [EventAlias("action_succeeded")]
    public sealed record ActionSucceeded : IncidentEvent
    {
        /// <summary>The attempt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>What was seen of the effect: the effect check's words.</summary>
        public required string Effect { get; init; }

        /// <summary>Hash of the artefact that it left among the payloads, if it did.</summary>
        public string? ArtefactHash { get; init; }
    }

    /// <summary>The action certainly had no effect.</summary>
    [EventAlias("action_failed")]
    public sealed record ActionFailed : IncidentEvent
    {
        /// <summary>The attempt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>What went wrong, masked.</summary>
        public required string Reason { get; init; }

        /// <summary>When it is tried again; null when another try cannot help.</summary>
        public DateTimeOffset? RetryAt { get; init; }
    }

    /// <summary>Whether the action took effect is not known.</summary>
    [EventAlias("action_outcome_unknown")]
    public sealed record ActionOutcomeUnknown : IncidentEvent
    {
        /// <summary>The attempt.</summary>
        public required Guid ActionId { get; init; }

        /// <summary>Why it is not known.</summary>
        public required string Reason { get; init; }

        /// <summary>When it is looked into again.</summary>
        public required DateTimeOffset ReconcileAt { get; init; }
    }

    /// <summary>Every step of the plan took effect.</summary>
    [EventAlias("remediation_executed")]
    public sealed record RemediationExecuted : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }
    }

    /// <summary>The plan came to a halt.</summary>
    [EventAlias("remediation_failed")]
    public sealed record RemediationFailed : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Which step failed and why.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>From here on it is watched whether the symptoms go.</summary>
    [EventAlias("verification_started")]
    public sealed record VerificationStarted : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Before this, nothing is concluded: the settle time.</summary>
        public required DateTimeOffset SettledAt { get; init; }

        /// <summary>By this there is a verdict.</summary>
        public required DateTimeOffset GiveUpAt { get; init; }
    }

    /// <summary>Whether the action helped.</summary>
    [EventAlias("verification_completed")]
    public sealed record VerificationCompleted : IncidentEvent
    {
        /// <summary>The plan.</summary>
        public required string PlanHash { get; init; }

        /// <summary>Passed, refuted or inconclusive; inconclusive is never success.</summary>
        public required VerificationOutcome Outcome { get; init; }

        /// <summary>What was seen of each symptom.</summary>
        public required IReadOnlyList<SymptomCheck> Checks { get; init; }
    }

    /// <summary>The symptoms went after a plan that changed nothing: a recovery, and no credit to any action.</summary>
    [EventAlias("recovery_observed")]
    public sealed record RecoveryObserved : IncidentEvent
    {
        /// <summary>What was seen of each symptom.</summary>
        public required IReadOnlyList<SymptomCheck> Checks { get; init; }
    }
}
