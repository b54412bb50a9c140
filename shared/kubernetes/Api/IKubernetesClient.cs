using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Watching;

namespace Pipeline.Kubernetes.Api;

/// <summary>The verbs of one cluster's API.</summary>
/// <remarks>
/// Each throws a <see cref="KubernetesException"/> when there is no success; its type says what can be done. Reads and dry runs are
/// tried again where that helps; writes only when the server certainly did nothing.
/// T is a typed record, <see cref="PartialObject"/> (the server is asked for metadata only) or <see cref="KubernetesObject"/>.
/// </remarks>
public interface IKubernetesClient
{
    ClusterConnection Connection { get; }

    Task<T> GetAsync<T>(ObjectPath path, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>All objects, page after page, as they were at one moment.</summary>
    Task<ObjectList<T>> ListAsync<T>(ResourceType type, ListQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <summary>Changes as they happen, until the server ends the watch, which it does now and then.</summary>
    /// <exception cref="ExpiredException">Changes since that version are no longer kept: list again.</exception>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(ResourceType type, WatchQuery query, CancellationToken cancellationToken)
        where T : class, IKubernetesObject;

    /// <param name="namespaceName">Null for kinds of the whole cluster.</param>
    Task<KubernetesObject> CreateAsync(
        ResourceType type, string? namespaceName, KubernetesObject value, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Replaces the whole object; with the resourceVersion in it only if it has not changed since.</summary>
    Task<KubernetesObject> ReplaceAsync(ObjectPath path, KubernetesObject value, WriteOptions options, CancellationToken cancellationToken);

    Task<KubernetesObject> PatchAsync(ObjectPath path, Patch patch, WriteOptions options, CancellationToken cancellationToken);

    Task<DeleteAnswer> DeleteAsync(ObjectPath path, DeleteOptions options, CancellationToken cancellationToken);

    /// <summary>Deletes all objects that are selected.</summary>
    Task DeleteCollectionAsync(ResourceType type, ListQuery query, DeleteOptions options, CancellationToken cancellationToken);

    /// <summary>Asks a pod to go if its disruption budgets allow it.</summary>
    /// <exception cref="DisruptionBudgetException">They do not, for now.</exception>
    Task EvictAsync(string namespaceName, string pod, DeleteOptions options, CancellationToken cancellationToken);

    Task<Scale> GetScaleAsync(ObjectPath workload, CancellationToken cancellationToken);

    /// <param name="expected">Only if the scale is still as it was read; null: whatever it is.</param>
    /// <exception cref="ConflictException">It is not.</exception>
    Task<Scale> SetScaleAsync(ObjectPath workload, int replicas, Scale? expected, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>A container's log; bytes that are no UTF-8 are replaced. Secrets in it are as the program printed them.</summary>
    Task<string> GetLogAsync(LogQuery query, CancellationToken cancellationToken);

    /// <summary>Lines as they are printed, until the container ends.</summary>
    IAsyncEnumerable<string> FollowLogAsync(LogQuery query, CancellationToken cancellationToken);

    /// <summary>Runs a command in a container and waits for its end.</summary>
    Task<ExecAnswer> ExecAsync(ExecQuery query, CancellationToken cancellationToken);

    Task<AccessAnswer> ReviewAccessAsync(AccessQuestion question, CancellationToken cancellationToken);

    Task<AccessRules> ReviewRulesAsync(string namespaceName, CancellationToken cancellationToken);

    Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Any path of the API as JSON: discovery, aggregated APIs.</summary>
    Task<KubernetesObject> GetRawAsync(string pathAndQuery, string accept, CancellationToken cancellationToken);
}
