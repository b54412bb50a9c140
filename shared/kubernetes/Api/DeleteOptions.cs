using System.Text.Json.Nodes;

namespace Pipeline.Kubernetes.Api;

/// <summary>How an object is to be deleted.</summary>
public sealed record DeleteOptions
{
    public static DeleteOptions Default { get; } = new();

    /// <summary>Only the object with this uid: a namesake that was created since is not hit.</summary>
    public string? Uid { get; init; }

    /// <summary>Only if it has not changed since.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Null: the pod's own; zero: at once, without waiting for the kubelet.</summary>
    public int? GracePeriodSeconds { get; init; }

    /// <summary>Null: the kind's default, which for jobs is to orphan their pods.</summary>
    public Propagation? Propagation { get; init; }

    /// <summary>Whether the server only answers what would happen and deletes nothing. False by default.</summary>
    public bool DryRun { get; init; }

    /// <remarks>There is always a body: an HTTP handler may repeat a request without one when its connection breaks.</remarks>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1" };
        if (GracePeriodSeconds is { } grace)
            json["gracePeriodSeconds"] = grace;
        if (Propagation is { } propagation)
            json["propagationPolicy"] = propagation.ToString();
        if (Uid is not null || ResourceVersion is not null)
        {
            var preconditions = new JsonObject();
            if (Uid is not null)
                preconditions["uid"] = Uid;
            if (ResourceVersion is not null)
                preconditions["resourceVersion"] = ResourceVersion;
            json["preconditions"] = preconditions;
        }
        if (DryRun)
            json["dryRun"] = new JsonArray("All");
        return json;
    }
}
