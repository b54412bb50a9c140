namespace Pipeline.EventStore.Receiving;

/// <summary>Another process has processed the intake row, or it does not exist. Nothing was stored; there is nothing
/// left to do.</summary>
public sealed class IntakeAlreadyProcessedException(long intakeId, Exception cause)
    : Exception($"Intake row {intakeId} is not waiting: another process was first.", cause)
{
    public long IntakeId { get; } = intakeId;
}
