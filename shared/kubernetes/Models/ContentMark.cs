namespace Pipeline.Kubernetes.Models;

/// <summary>What is remembered of a content that is not kept: enough to see that it changed.</summary>
/// <param name="Length">In bytes; of a binary, in base64.</param>
/// <param name="Digest">The first eight bytes of its SHA-256.</param>
public readonly record struct ContentMark(int Length, ulong Digest);
