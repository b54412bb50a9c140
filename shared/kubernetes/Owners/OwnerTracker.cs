using System.Collections.Concurrent;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Credentials;
using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Owners;

/// <summary>Follows controllers upwards: pod → ReplicaSet → Deployment, Job → CronJob, and whatever else owns things.</summary>
/// <remarks>
/// An answer stays what it was when a lookup fails later or the ReplicaSet in the middle is deleted: what was once learned of a
/// uid is kept. Feed it from informers (<see cref="Learn"/>) and it asks the server for custom owners only.
/// The owner of a static (mirror) pod is its Node; that is where it runs, not who answers for it: such a pod stands for itself.
/// </remarks>
public sealed class OwnerTracker(IKubernetesClient client, ApiDiscovery discovery, TimeProvider clock)
{
    private const int MostLinks = 10;
    private const int MostKnown = 50_000;
    private const string MirrorPod = "kubernetes.io/config.mirror";
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Remembers who controls an object.</summary>
    public void Learn(IKubernetesObject value) => Remember(value.Metadata.Uid, new Known(ControllerOf(value.Metadata), null, clock.GetTimestamp()));

    /// <param name="value">Of any kind.</param>
    /// <param name="apiVersion">Of its kind: items of a list do not carry it.</param>
    /// <param name="kind">Likewise.</param>
    /// <returns>Never fails for want of an answer: then the chain is not complete, and says why.</returns>
    public async ValueTask<OwnerChain> ResolveAsync(
        IKubernetesObject value, string apiVersion, string kind, CancellationToken cancellationToken)
    {
        var metadata = value.Metadata;
        var links = new List<OwnerLink> { new(apiVersion, kind, metadata.Namespace, metadata.Name, metadata.Uid) };
        var seen = new HashSet<string>(StringComparer.Ordinal) { metadata.Uid };
        var owner = ControllerOf(metadata);
        while (owner is not null)
        {
            if (!seen.Add(owner.Uid))
                return new OwnerChain(links, IsComplete: false, $"{owner.Kind} {owner.Name} owns itself by way of others");
            if (links.Count >= MostLinks)
                return new OwnerChain(links, IsComplete: false, $"more than {MostLinks} owners above each other");
            var link = OwnerLink.Of(owner, metadata.Namespace);
            links.Add(link);
            var known = await LookUpAsync(link, cancellationToken);
            if (known.Problem is { } problem)
            {
                if (InferredAbove(owner, metadata) is { } inferred)
                    links.Add(inferred);
                return new OwnerChain(links, IsComplete: false, problem);
            }
            owner = known.Controller;
        }
        return new OwnerChain(links, IsComplete: true, null);
    }

    /// <inheritdoc cref="ResolveAsync(IKubernetesObject, string, string, CancellationToken)"/>
    public ValueTask<OwnerChain> ResolveAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKindOfObject => ResolveAsync(value, T.Type.ApiVersion, T.Type.Kind, cancellationToken);

    private async ValueTask<Known> LookUpAsync(OwnerLink link, CancellationToken cancellationToken)
    {
        var isKnown = _known.TryGetValue(link.Uid, out var known);
        if (isKnown && clock.GetElapsedTime(known!.At) < (known.Problem is null ? KnownFor : UnknownFor))
            return known;
        var fresh = await AskAsync(link, cancellationToken);
        if (fresh.Problem is not null && isKnown && known!.Problem is null)
            fresh = known with { At = clock.GetTimestamp() }; // gone or out of reach: what it was still holds
        Remember(link.Uid, fresh);
        return fresh;
    }

    private async Task<Known> AskAsync(OwnerLink link, CancellationToken cancellationToken)
    {
        try
        {
            if (await discovery.FindAsync(link.ApiVersion, link.Kind, cancellationToken) is not { } type)
                return Unknown($"the server does not serve {link.ApiVersion} {link.Kind}");
            var found = await client.GetAsync<PartialObject>(
                new ObjectPath(type, type.Namespaced ? link.Namespace : null, link.Name), cancellationToken);
            return found.Metadata.Uid == link.Uid
                ? new Known(ControllerOf(found.Metadata), null, clock.GetTimestamp())
                : Unknown($"{link} is another object of the same name by now");
        }
        catch (Exception e) when (e is KubernetesException or CredentialException or ArgumentException)
        {
            return Unknown(e.Message);
        }
    }

    private Known Unknown(string problem) => new(null, problem, clock.GetTimestamp());

    private void Remember(string uid, Known known)
    {
        if (uid.Length == 0)
            return;
        if (_known.Count >= MostKnown && !_known.ContainsKey(uid))
            Forget();
        _known[uid] = known;
    }

    /// <summary>Drops the older half. Rare: clusters have fewer owners than that, and what is asked for again is learned again.</summary>
    private void Forget()
    {
        foreach (var (uid, _) in _known.OrderBy(entry => entry.Value.At).Take(MostKnown / 2).ToList())
            _known.TryRemove(uid, out _);
    }

    private static OwnerReference? ControllerOf(ObjectMeta metadata) =>
        metadata.Annotations.ContainsKey(MirrorPod) ? null
        : metadata.Controller is { Kind: "Node", ApiVersion: "v1" } ? null
        : metadata.Controller;

    /// <summary>A ReplicaSet's name is its Deployment's with the hash that also labels the pod.</summary>
    private static OwnerLink? InferredAbove(OwnerReference owner, ObjectMeta pod) =>
        owner is { Kind: "ReplicaSet", ApiVersion: "apps/v1" }
        && pod.Labels.TryGetValue("pod-template-hash", out var hash) && hash.Length > 0
        && owner.Name.Length > hash.Length + 1 && owner.Name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? new OwnerLink("apps/v1", "Deployment", pod.Namespace, owner.Name[..^(hash.Length + 1)], "", IsInferred: true)
            : null;

    private sealed record Known(OwnerReference? Controller, string? Problem, long At);
}
