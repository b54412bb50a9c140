using Pipeline.Kubernetes.Errors;

namespace Pipeline.Kubernetes.Api;

/// <summary>Which objects of a kind.</summary>
public sealed record ListQuery
{
    public static ListQuery Everything { get; } = new();

    /// <summary>Null or empty: all namespaces.</summary>
    public string? Namespace { get; init; }

    /// <summary>"app=cart,tier in (a,b)".</summary>
    public string? LabelSelector { get; init; }

    /// <summary>"spec.nodeName=n1"; which fields there are depends on the kind.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects per answer; a list longer than that is put together from several.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Null: the latest state; "0": any, from the server's cache, unpaged.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>"NotOlderThan" or "Exact", beside <see cref="ResourceVersion"/>.</summary>
    public string? ResourceVersionMatch { get; init; }

    /// <summary>The first page alone will do.</summary>
    internal bool FirstPageOnly { get; init; }

    /// <summary>Told of each failure after which the client waits so long before it asks again; a server may throttle for minutes.</summary>
    internal Action<KubernetesException, TimeSpan>? Waiting { get; init; }

    internal void AddSelectorsTo(QueryText query) =>
        query.Add("labelSelector", LabelSelector).Add("fieldSelector", FieldSelector);
}
