using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Invocation;
using Pipeline.EventStore.Verifying;

namespace Pipeline.Cli.Audit.Records;

/// <summary>Everything that was recorded, wherever it is kept.</summary>
internal interface IRecord : IAsyncDisposable
{
    /// <summary>Says whether the record is what was written.</summary>
    Task<AuditReport> VerifyAsync(CancellationToken cancellationToken);

    /// <summary>The events of one incident, in order.</summary>
    /// <param name="idOrPrefix">Its id, or the first digits of it, in lower case.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CommandException">There is none, or several begin so.</exception>
    Task<IReadOnlyList<TimelineEvent>> EventsAsync(string idOrPrefix, CancellationToken cancellationToken);
}
