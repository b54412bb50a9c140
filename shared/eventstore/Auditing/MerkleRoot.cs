using System.Security.Cryptography;

namespace Pipeline.EventStore.Auditing;

/// <summary>The Merkle tree hash of RFC 6962 §2.1, over leaves that are hashed already.</summary>
internal static class MerkleRoot
{
    /// <summary>Folds leaves as they come: a stack of the roots of complete subtrees, as a binary counter. O(n)
    /// hashes.</summary>
    /// <returns>Hex; of no leaves the SHA-256 of nothing.</returns>
    public static string Of(IEnumerable<byte[]> leaves)
    {
        var complete = new Stack<(byte[] Root, int Height)>();
        foreach (var leaf in leaves)
        {
            var (root, height) = (leaf, 0);
            while (complete.TryPeek(out var left) && left.Height == height)
                (root, height) = (Node(complete.Pop().Root, root), height + 1);
            complete.Push((root, height));
        }
        if (complete.Count == 0)
            return Convert.ToHexStringLower(SHA256.HashData([]));
        var (right, _) = complete.Pop();
        while (complete.TryPop(out var left))
            right = Node(left.Root, right);
        return Convert.ToHexStringLower(right);
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
