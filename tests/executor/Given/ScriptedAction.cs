using System.Collections.Concurrent;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Pipeline.Contracts;
using Pipeline.Incidents.Plans;

namespace Pipeline.Executor.Tests.Given;

/// <summary>An action on a target with a uid, that answers as the test says and counts what it is asked.</summary>
internal sealed class ScriptedAction : IAction
{
    public const string Name = "restart_workload";

    private readonly ConcurrentQueue<ActionAttempt> _attempts = new();

    public ActionDefinition Definition { get; init; } = new()
    {
        Name = Name,
        Summary = "Restart {target}.",
        Risk = RiskLevel.Low,
        ChangesCluster = true,
        Reversibility = Reversibility.Irreversible,
        Rollback = "A restart cannot be taken back.",
        Proof = ActionProof.Precondition,
        TimeLimit = TimeSpan.FromSeconds(20),
    };

    public TargetReading Target { get; set; } = new("uid-1", "41", new Dictionary<string, string> { ["spec.replicas"] = "3" });

    public Func<ActionAttempt, CancellationToken, Task<ActionOutcome>> Execute { get; set; } =
        (_, _) => Task.FromResult<ActionOutcome>(new ActionOutcome.Succeeded("restarted"));

    public Func<ActionAttempt, EffectCheck> Check { get; set; } = _ => new EffectCheck.CannotTell("it does not show");

    public IReadOnlyList<ActionAttempt> Attempts => [.. _attempts];

    public static PlannedAction Planned(EntityRef target) => new()
    {
        Action = Name,
        Target = target,
        TargetUid = "uid-1",
        Parameters = new Dictionary<string, string>(),
        Before = new Dictionary<string, string> { ["spec.replicas"] = "3" },
        ChangesCluster = true,
        Risk = RiskLevel.Low,
        Summary = $"Restart {target}.",
    };

    public Task<Rehearsal> RehearseAsync(ActionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new Rehearsal(PreflightVerdict.Ready, "would restart it"));

    public Task<TargetReading> ReadTargetAsync(ActionRequest request, CancellationToken cancellationToken) => Task.FromResult(Target);

    public Task<ActionOutcome> ExecuteAsync(ActionAttempt attempt, CancellationToken cancellationToken)
    {
        _attempts.Enqueue(attempt);
        return Execute(attempt, cancellationToken);
    }

    public Task<EffectCheck> CheckEffectAsync(ActionAttempt attempt, CancellationToken cancellationToken) => Task.FromResult(Check(attempt));
}
