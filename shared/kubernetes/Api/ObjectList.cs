namespace Pipeline.Kubernetes.Api;

/// <summary>A list as it was at one moment.</summary>
/// <param name="Items">As the server ordered them: by namespace and name.</param>
/// <param name="ResourceVersion">The moment, to watch from.</param>
/// <param name="Unreadable">Objects which the server sent and this client does not understand.</param>
public sealed record ObjectList<T>(IReadOnlyList<T> Items, string ResourceVersion, IReadOnlyList<UnreadableObject> Unreadable);
