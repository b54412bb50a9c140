namespace Pipeline.Kubernetes.Api;

/// <summary>A part of a list.</summary>
/// <param name="Continue">The token for the next part; null for the last one.</param>
internal sealed record ListPage<T>(List<T> Items, string ResourceVersion, string? Continue, List<UnreadableObject> Unreadable);
