using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.EventStore.Auditing;

/// <summary>A line of the anchors file: a signed checkpoint with its leaves, so that a verifier can name the
/// event.</summary>
/// <param name="Signature">Base64 of the DER signature.</param>
internal sealed record AnchorEntry(AuditCheckpoint Checkpoint, string Signature, IReadOnlyList<AuditLeaf> Leaves)
{
    /// <returns>One line of JSON, its end included:
    /// <c>{"checkpoint":…,"signature":…,"leaves":[[sequence,stream,version,hash],…]}</c>.</returns>
    public byte[] ToLine()
    {
        var leaves = new JsonArray();
        foreach (var leaf in Leaves)
            leaves.Add(new JsonArray(leaf.Sequence, leaf.StreamId.ToString(), leaf.Version, leaf.Hash));
        var line = new JsonObject
        {
            ["checkpoint"] = JsonSerializer.SerializeToNode(Checkpoint),
            ["signature"] = Signature,
            ["leaves"] = leaves,
        };
        return Encoding.UTF8.GetBytes(line.ToJsonString() + "\n");
    }
}
