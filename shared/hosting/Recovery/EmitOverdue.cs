namespace Pipeline.Hosting.Recovery;

/// <summary>Puts the next step's message of every overdue incident into the outbox once more.</summary>
/// <param name="everything">Regards every unfinished incident as overdue.</param>
/// <param name="cancellationToken">Cancels; nothing is half done.</param>
/// <returns>How many messages.</returns>
public delegate Task<int> EmitOverdue(bool everything, CancellationToken cancellationToken);
