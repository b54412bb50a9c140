using System.Runtime.CompilerServices;
using System.Text.Json;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Verifying;

namespace Pipeline.EventStore.Exporting;

/// <summary>The record as JSON lines, for a verification without the database, now or in a year.</summary>
public static class AuditExport
{
    private const int Format = 1;

    /// <summary>Longer than any line this program writes: a checkpoint of 5000 leaves has about 700 KB.</summary>
    private const int MaximumLine = 16 * 1024 * 1024;

    public static async Task WriteAsync(
        AuditSnapshot snapshot, TextWriter to, TimeProvider clock, CancellationToken cancellationToken)
    {
        var evidence = snapshot.Evidence;
        await WriteAsync(new()
        {
            Export = new(
                Format, clock.GetUtcNow(), evidence.OnlyStream, evidence.PublicKeyPem, evidence.LastDrawn, evidence.AnchorLines is not null),
        });
        foreach (var row in evidence.Streams)
            await WriteAsync(new() { Stream = row });
        foreach (var checkpoint in evidence.Checkpoints)
            await WriteAsync(new() { Checkpoint = checkpoint });
        foreach (var line in evidence.AnchorLines ?? [])
            await WriteAsync(new() { Anchor = line });
        await foreach (var stored in snapshot.EventsAsync(cancellationToken))
            await WriteAsync(new() { Event = stored });
        await to.FlushAsync(cancellationToken);

        Task WriteAsync(ExportLine line) => to.WriteLineAsync(JsonSerializer.Serialize(line, ExportLine.Options).AsMemory(), cancellationToken);
    }

    /// <summary>Verifies an export, without a database.</summary>
    /// <param name="publicKeyPem">From a source that is trusted; null takes the one in the export, and the report says
    /// so.</param>
    /// <exception cref="FormatException">This is no export; names the line.</exception>
    public static Task<AuditReport> VerifyAsync(TextReader from, string? publicKeyPem, CancellationToken cancellationToken) =>
        VerifyAsync(from, publicKeyPem, null, cancellationToken);

    /// <inheritdoc cref="VerifyAsync(TextReader, string?, CancellationToken)"/>
    /// <param name="types">What is stored under which alias; null leaves the .NET types unchecked.</param>
    public static async Task<AuditReport> VerifyAsync(
        TextReader from, string? publicKeyPem, EventTypes? types, CancellationToken cancellationToken)
    {
        var (streams, checkpoints, anchors) = (new List<StreamRow>(), new List<SignedCheckpoint>(), new List<string>());
        ExportHeader? header = null;
        AuditVerifier? verifier = null;
        for (var number = 1; await from.ReadLineAsync(cancellationToken) is { } text; number++)
        {
            var line = Parse(text, number);
            if ((number == 1) != (line.Export is not null))
                throw new FormatException($"Line {number}: an export begins with one line {{\"export\": …}}.");
            header ??= line.Export;
            if (header is not { Format: Format })
                throw new FormatException($"The export has format {header?.Format}; this program reads format {Format}.");
            if (line.Stream is not null)
                streams.Add(line.Stream);
            if (line.Checkpoint is not null)
                checkpoints.Add(line.Checkpoint);
            if (line.Anchor is not null)
                anchors.Add(line.Anchor);
            if (line.Event is not null)
                (verifier ??= Verifier()).Observe(line.Event);
        }
        if (header is null)
            throw new FormatException("The export is empty.");
        var report = (verifier ?? Verifier()).Conclude();
        return publicKeyPem is not null
            ? report
            : report with { Limits = [.. report.Limits, "The public key came with the export: compare it with the one you know."] };

        AuditVerifier Verifier() => new(
            new(
                streams, checkpoints, header.HasAnchors ? anchors : null, publicKeyPem ?? header.PublicKey, header.LastDrawn,
                header.OnlyStream),
            types);
    }

    /// <summary>The events of an export as they were recorded, in global order.</summary>
    /// <exception cref="FormatException">This is no export; names the line.</exception>
    /// <exception cref="UnknownEventTypeException">A newer program wrote an event.</exception>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(
        TextReader from, EventTypes types, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 1; await from.ReadLineAsync(cancellationToken) is { } text; number++)
        {
            var line = Parse(text, number);
            if ((number == 1) != (line.Export is not null))
                throw new FormatException($"Line {number}: an export begins with one line {{\"export\": …}}.");
            if (line.Event is { } stored && stored.Type != EventRows.Tombstone)
                yield return EventRows.Decode(stored, types);
        }
    }

    private static ExportLine Parse(string text, int number)
    {
        if (text.Length > MaximumLine)
            throw new FormatException($"Line {number} has {text.Length} characters; {MaximumLine} are allowed.");
        try
        {
            return JsonSerializer.Deserialize<ExportLine>(text, ExportLine.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"Line {number} is no line of an export: {e.Message}", e);
        }
    }
}
