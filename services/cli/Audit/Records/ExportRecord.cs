using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Invocation;
using Pipeline.EventStore.Exporting;
using Pipeline.EventStore.Verifying;
using Pipeline.IncidentStore;

namespace Pipeline.Cli.Audit.Records;

/// <summary>A record in a file that <c>audit export</c> wrote.</summary>
/// <param name="path">An existing file.</param>
/// <param name="publicKeyPem">From elsewhere; null to take the one that came with the export.</param>
internal sealed class ExportRecord(string path, string? publicKeyPem) : IRecord
{
    /// <inheritdoc/>
    public async Task<AuditReport> VerifyAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        try
        {
            return await AuditExport.VerifyAsync(reader, publicKeyPem, IncidentEventTypes.All, cancellationToken);
        }
        catch (FormatException e)
        {
            throw NoExport(e);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEvent>> EventsAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        try
        {
            var streams = await AuditExport.ReadAsync(reader, IncidentEventTypes.All, cancellationToken)
                .Where(e => e.StreamId.ToString().StartsWith(idOrPrefix, StringComparison.Ordinal))
                .ToListAsync(cancellationToken);
            var stream = StreamChoice.Of([.. streams.Select(e => e.StreamId).Distinct()], idOrPrefix);
            return [.. streams.Where(e => e.StreamId == stream).OrderBy(e => e.Version).Select(TimelineEvent.Of)];
        }
        catch (FormatException e)
        {
            throw NoExport(e);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private CommandException NoExport(FormatException e) =>
        new(ExitCode.Error, $"{path} is no export of this program's: {e.Message} `pipeline audit export` writes one.", e);
}
