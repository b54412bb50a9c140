using System.Security.Cryptography;
using Pipeline.Canonical;
using Pipeline.EventStore.Leading;

namespace Pipeline.EventStore.Auditing;

/// <summary>Signs what the global order holds since the last time, into a table and into a file outside the
/// database.</summary>
/// <remarks>
/// One anchor at a time, by advisory lock and by the table's primary key. The table comes first; a line that a killed process
/// did not write is made up from the table at the next run, if the events still give the signed root. So the file of another
/// machine, or a lost one, is completed in the same way, and no two entries of a number ever differ.
/// </remarks>
/// <param name="path">The anchors file; outside the database's reach.</param>
public sealed class AuditAnchor(PostgresEventStore store, IAuditKey key, string path, TimeProvider clock)
{
    /// <summary>Of the advisory lock; a reader that takes it shared sees table and file agree.</summary>
    internal const string LockName = "audit-anchor";

    /// <summary>Rows of one checkpoint at most: about 600 KB of the file.</summary>
    private const int MaximumLeaves = 5000;

    private readonly CheckpointTable _table = new(store.Database);
    private readonly AnchorFile _file = new(path);
    private readonly string _keyId = KeyId(key.PublicKeyPem);

    /// <summary>Anchors everything up to the safe high-water mark.</summary>
    /// <exception cref="AuditAnchorException">File, table and events contradict each other.</exception>
    public async Task<AnchorOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var leadership = await store.Locks.TryHoldAsync(LockName, cancellationToken);
        if (leadership is null)
            return new(false, 0, 0, (await _table.LastAsync(cancellationToken))?.Through ?? 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, leadership.Lost);
        return await RunAsync(leadership, stop.Token);
    }

    /// <summary>How a checkpoint names the key it was signed with.</summary>
    internal static string KeyId(string publicKeyPem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicKeyPem);
        return ContentHash.Of(key.ExportSubjectPublicKeyInfo());
    }

    private async Task<AnchorOutcome> RunAsync(AdvisoryLock leadership, CancellationToken cancellationToken)
    {
        var restored = await CompleteFileAsync(cancellationToken);
        var last = await _table.LastAsync(cancellationToken);
        for (var made = 0; ; made++)
        {
            var after = last?.Through ?? 0;
            var page = await store.ReadStoredAsync(after, MaximumLeaves, cancellationToken);
            if (page.Position == after)
                return new(true, made, restored, after);
            var leaves = page.Events.Select(AuditLeaf.Of).ToList();
            var checkpoint = new AuditCheckpoint(
                (last?.Number ?? 0) + 1, after, page.Position, AuditCheckpoint.Format(clock.GetUtcNow()), leaves.Count,
                RootOf(leaves), [.. page.Holes.Select(hole => new[] { hole.First, hole.Last })],
                last?.Hash() ?? AuditCheckpoint.None, _keyId);
            var signature = Convert.ToBase64String(await key.SignAsync(checkpoint.Canonical(), cancellationToken));
            if (!await _table.TryAddAsync(checkpoint, signature, cancellationToken))
                return new(false, made, restored, after); // the lock was lost, and another anchor was first
            await _file.AppendAsync(new(checkpoint, signature, leaves), leadership.Lost);
            last = checkpoint;
        }
    }

    /// <summary>Writes the lines that the table has and the file lacks.</summary>
    private async Task<int> CompleteFileAsync(CancellationToken cancellationToken)
    {
        var last = await _file.RepairAsync(cancellationToken);
        var rows = await _table.FromAsync(last?.Number ?? 1, cancellationToken);
        if (last is not null)
        {
            if (rows is not [var same, ..] || same.Checkpoint.Number != last.Number)
                throw new AuditAnchorException(
                    $"The anchors file '{path}' has checkpoint {last.Number}, and the table has lost it: rows were deleted, "
                    + "or the database was restored from an older backup.");
            if (same.Checkpoint.Hash() != last.Hash())
                throw new AuditAnchorException($"Checkpoint {last.Number} differs between the anchors file '{path}' and the table.");
            rows = [.. rows.Skip(1)];
        }
        foreach (var (checkpoint, signature) in rows)
        {
            var leaves = await LeavesAsync(checkpoint, cancellationToken);
            if (RootOf(leaves) != checkpoint.Root)
                throw new AuditAnchorException(
                    $"The anchors file '{path}' lacks checkpoint {checkpoint.Number}, and the events from {checkpoint.After + 1} to "
                    + $"{checkpoint.Through} no longer give its signed root: they were changed.");
            await _file.AppendAsync(new(checkpoint, signature, leaves), cancellationToken);
        }
        return rows.Count;
    }

    private async Task<List<AuditLeaf>> LeavesAsync(AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var rows = await store.ReadStoredBetweenAsync(new(checkpoint.After + 1, checkpoint.Through), cancellationToken);
        return [.. rows.Select(AuditLeaf.Of)];
    }

    private static string RootOf(IEnumerable<AuditLeaf> leaves) => MerkleRoot.Of(leaves.Select(leaf => leaf.ToMerkleLeaf()));
}
