using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Watching;

namespace Pipeline.Kubernetes.Api;

/// <summary>The verbs for kinds that know where they live.</summary>
public static class TypedVerbs
{
    public static Task<T> GetAsync<T>(this IKubernetesClient client, string? namespaceName, string name, CancellationToken cancellationToken)
        where T : class, IKindOfObject => client.GetAsync<T>(new ObjectPath(T.Type, namespaceName, name), cancellationToken);

    public static Task<ObjectList<T>> ListAsync<T>(this IKubernetesClient client, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKindOfObject => client.ListAsync<T>(T.Type, query, cancellationToken);

    public static IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        this IKubernetesClient client, WatchQuery query, CancellationToken cancellationToken)
        where T : class, IKindOfObject => client.WatchAsync<T>(T.Type, query, cancellationToken);
}
