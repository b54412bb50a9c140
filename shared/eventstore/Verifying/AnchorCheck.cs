using System.Security.Cryptography;
using System.Text.Json;
using Pipeline.Canonical;
using Pipeline.EventStore.Auditing;

namespace Pipeline.EventStore.Verifying;

/// <summary>Finds out which checkpoints can be trusted, from table and file: by signature, by their chain, by their
/// leaves.</summary>
internal sealed class AnchorCheck
{
    private readonly SortedDictionary<long, TrustedAnchor> _trusted = [];
    private readonly List<AuditFinding> _findings = [];
    private readonly List<AuditCheckpoint> _behind = [];
    private readonly string? _publicKey;
    private bool _hasBadLine;

    public AnchorCheck(AuditEvidence evidence)
    {
        _publicKey = evidence.PublicKeyPem;
        if (_publicKey is null)
            return;
        var table = evidence.Checkpoints.Select((row, i) => Read(row, $"Row {i + 1} of pipeline_audit_checkpoints")).ToList();
        if (evidence.AnchorLines is { } lines)
            ReadFile(lines);
        var inFile = _trusted.Keys.ToHashSet();
        foreach (var checkpoint in table.OfType<AuditCheckpoint>())
            Compare(checkpoint, inFile, hasFile: evidence.AnchorLines is not null);
        var inTable = table.OfType<AuditCheckpoint>().Select(checkpoint => checkpoint.Number).ToHashSet();
        foreach (var number in inFile.Where(number => !inTable.Contains(number)))
            Find(AuditFindingKind.AnchorMissing, $"Checkpoint {number} is in the anchors file, but no longer (unedited) in the table.");
        CheckChain();
    }

    public IReadOnlyList<AuditFinding> Findings => _findings;

    /// <summary>The newest checkpoints, which an undamaged file lacks: its writer was ended between table and file,
    /// or somebody cut them.</summary>
    public IReadOnlyList<AuditCheckpoint> Behind => _behind;

    /// <summary>By number.</summary>
    public IReadOnlyList<TrustedAnchor> Trusted => [.. _trusted.Values];

    private void ReadFile(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var where = $"Line {i + 1} of the anchors file";
            try
            {
                var line = JsonElement.Parse(lines[i]);
                var signed = new SignedCheckpoint(line.GetProperty("checkpoint"), line.GetProperty("signature").GetString() ?? "");
                if (Read(signed, where) is not { } checkpoint)
                {
                    _hasBadLine = true;
                    continue;
                }
                var leaves = LeavesOf(line);
                var whole = FillsStretch(checkpoint, leaves) && RootOf(leaves) == checkpoint.Root;
                if (!whole)
                    Find(AuditFindingKind.AnchorEdited, $"{where}: the leaves do not give the signed root of checkpoint {checkpoint.Number}.");
                if (!_trusted.TryAdd(checkpoint.Number, new(checkpoint, whole ? leaves : null)))
                    Find(AuditFindingKind.AnchorsDisagree, $"{where} has checkpoint {checkpoint.Number} a second time.");
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
                or ArgumentException)
            {
                _hasBadLine = true;
                Find(AuditFindingKind.AnchorEdited, $"{where} is no checkpoint: {e.Message}");
            }
        }
    }

    /// <returns>Null, with a finding, when it is not what the key signed.</returns>
    private AuditCheckpoint? Read(SignedCheckpoint signed, string where)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(_publicKey);
            if (key.VerifyData(
                CanonicalJson.Write(signed.Body), Convert.FromBase64String(signed.Signature), HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence))
                return signed.Body.Deserialize<AuditCheckpoint>();
            Find(AuditFindingKind.AnchorEdited, $"{where}: the signature does not fit the checkpoint and the public key.");
        }
        catch (Exception e) when (e is JsonException or FormatException or CanonicalJsonException or CryptographicException)
        {
            Find(AuditFindingKind.AnchorEdited, $"{where}: {e.Message}");
        }
        return null;
    }

    private void Compare(AuditCheckpoint inTable, HashSet<long> inFile, bool hasFile)
    {
        if (_trusted.TryGetValue(inTable.Number, out var trusted))
        {
            if (trusted.Checkpoint.Hash() != inTable.Hash())
                Find(AuditFindingKind.AnchorsDisagree, $"Checkpoint {inTable.Number} differs between the anchors file and the table, both signed.");
            return;
        }
        _trusted.Add(inTable.Number, new(inTable, null));
        if (!hasFile)
            return;
        if (!_hasBadLine && inFile.All(number => number < inTable.Number))
            _behind.Add(inTable);
        else
            Find(AuditFindingKind.AnchorMissing, $"Checkpoint {inTable.Number} is in the table, but no longer (unedited) in the anchors file: it was cut or edited.");
    }

    private void CheckChain()
    {
        var (number, through, hash) = (0L, 0L, AuditCheckpoint.None);
        foreach (var (checkpoint, _) in _trusted.Values)
        {
            if (checkpoint.Number != number + 1)
                Find(AuditFindingKind.AnchorMissing, $"Checkpoints {number + 1} to {checkpoint.Number - 1} are gone from the table and from the file.");
            else if (checkpoint.Previous != hash || checkpoint.After != through)
                Find(AuditFindingKind.AnchorsDisagree, $"Checkpoint {checkpoint.Number} does not continue checkpoint {number}.");
            (number, through, hash) = (checkpoint.Number, checkpoint.Through, checkpoint.Hash());
        }
    }

    private static List<AuditLeaf> LeavesOf(JsonElement line) =>
    [
        .. line.GetProperty("leaves").EnumerateArray().Select(leaf => new AuditLeaf(
            leaf[0].GetInt64(), leaf[1].GetGuid(), leaf[2].GetInt64(),
            leaf[3].GetString() is { } hash && RecomputedHash.IsHash(hash) ? hash : throw new FormatException("a leaf has no hash"))),
    ];

    /// <summary>Leaves and holes together are all numbers of the stretch, each once.</summary>
    private static bool FillsStretch(AuditCheckpoint checkpoint, List<AuditLeaf> leaves)
    {
        var parts = leaves.Select(leaf => (First: leaf.Sequence, Last: leaf.Sequence))
            .Concat(checkpoint.Holes.Select(hole => (First: hole[0], Last: hole[1]))).OrderBy(part => part.First);
        var position = checkpoint.After;
        foreach (var (first, last) in parts)
        {
            if (first != position + 1 || last < first)
                return false;
            position = last;
        }
        return position == checkpoint.Through && leaves.Count == checkpoint.Events;
    }

    internal static string RootOf(IReadOnlyList<AuditLeaf> leaves) => Convert.ToHexStringLower(Root(leaves, 0, leaves.Count));

    /// <summary>RFC 6962 §2.1 as it is written: split at the largest power of two below n.</summary>
    private static byte[] Root(IReadOnlyList<AuditLeaf> leaves, int from, int count)
    {
        if (count == 0)
            return SHA256.HashData([]);
        if (count == 1)
            return leaves[from].ToMerkleLeaf();
        var left = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count) / 2;
        return SHA256.HashData([1, .. Root(leaves, from, left), .. Root(leaves, from + left, count - left)]);
    }

    private void Find(AuditFindingKind kind, string text) => _findings.Add(new(kind, null, null, null, text));
}
