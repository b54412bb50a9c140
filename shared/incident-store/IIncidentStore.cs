using Pipeline.EventStore.Claiming;
using Pipeline.EventStore.Streams;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.State;

namespace Pipeline.IncidentStore;

/// <summary>Incidents in the event store: loads, decides, appends; decides again when somebody else appended first.</summary>
public interface IIncidentStore
{
    /// <summary>The incident as of now; null when there is none.</summary>
    Task<StoredIncident?> LoadAsync(Guid incidentId, CancellationToken cancellationToken);

    /// <summary>The incident's events in order, with their metadata; empty when there is none.</summary>
    Task<IReadOnlyList<RecordedIncidentEvent>> ReadAsync(Guid incidentId, CancellationToken cancellationToken);

    /// <summary>Decides one command and appends what follows, in one transaction with the next step's message.</summary>
    /// <param name="incidentId">The incident; for <see cref="IncidentCommand.OpenIncident"/> the id of its key and episode.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="context">Who wants it, and because of what.</param>
    /// <param name="attach">
    /// What else belongs into the same transaction (claims, payloads, intake marks). Called with the new state before each
    /// try, also when the command has no new facts; not called when the command is refused.
    /// </param>
    /// <param name="cancellationToken">Cancels between tries.</param>
    /// <returns>The new state with the new facts, or the refusal.</returns>
    /// <exception cref="ClaimTakenException">
    /// A claim that <paramref name="attach"/> takes is somebody else's, or the target of a new intent is.</exception>
    Task<CommandResult> ApplyAsync(
        Guid incidentId, IncidentCommand command, CommandContext context,
        Action<Incident, StoreTransaction>? attach, CancellationToken cancellationToken);

    /// <summary>Merges two incidents in one transaction: the events of both streams are stored, or neither's.</summary>
    /// <param name="from">The incident that ends.</param>
    /// <param name="into">The incident that goes on.</param>
    /// <param name="reason">Why they are one.</param>
    /// <param name="context">Who wants it.</param>
    /// <param name="cancellationToken">Cancels between tries.</param>
    Task<CommandResult> MergeAsync(Guid from, Guid into, string reason, CommandContext context, CancellationToken cancellationToken);
}
