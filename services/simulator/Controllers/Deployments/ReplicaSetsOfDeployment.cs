using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.ReplicaSets;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Deployments;

/// <summary>What a Deployment's controller does to its ReplicaSets: finds, makes, resizes and forgets them.</summary>
public sealed class ReplicaSetsOfDeployment(ControllerContext context, WriteOptions own, WriteOptions ownStatus)
{
    private const string HashLabel = "pod-template-hash";
    private const string Component = "deployment-controller";

    private string Now => Timestamps.Seconds(context.Loop.GetUtcNow());

    /// <summary>The Deployment's ReplicaSets, oldest first; adopts and releases.</summary>
    public IReadOnlyList<ReplicaSetView> Claim(DeploymentView deployment)
    {
        var informer = context.Informers.ReplicaSets;
        var claimed = new List<ReplicaSetView>();
        foreach (var set in informer.ControlledBy(deployment.Uid).ToList())
        {
            if (deployment.Selector.Matches(set.Labels))
                claimed.Add(set);
            else if (!deployment.IsBeingDeleted && !set.IsBeingDeleted)
                Claims.Set(context.Cluster, deployment, set, adopt: false, own);
        }
        if (!deployment.IsBeingDeleted)
        {
            foreach (var set in informer.Orphans(deployment.Namespace).ToList())
            {
                if (!set.IsBeingDeleted && deployment.Selector.Matches(set.Labels)
                    && Claims.Set(context.Cluster, deployment, set, adopt: true, own) is { } adopted)
                    claimed.Add(new ReplicaSetView(adopted));
            }
        }
        return [.. claimed.OrderBy(s => s.Created).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>Tells the ReplicaSet of the present template from the others.</summary>
    public Rollout Split(DeploymentView deployment, IReadOnlyList<ReplicaSetView> sets)
    {
        var current = sets.FirstOrDefault(s => IsOf(deployment, s));
        var rollout = new Rollout(deployment, current, [.. sets.Where(s => s != current)]);
        if (current is not null && !deployment.IsBeingDeleted)
            NoteRevision(rollout, current);
        return rollout;
    }

    /// <summary>Makes the ReplicaSet of the present template, when there is none, with as many pods as it may have.</summary>
    public void EnsureCurrent(Rollout rollout)
    {
        if (rollout.Current is not null)
            return;
        var deployment = rollout.Deployment;
        var name = $"{deployment.Name}-{CanonicalTemplate.Hash(deployment.TemplateWithoutHash.Span, deployment.Collisions)}";
        var size = RolloutSizes.OfNew(deployment, rollout.All, 0);
        try
        {
            rollout.Replace(new ReplicaSetView(context.Cluster.Create(Kinds.ReplicaSet, Make(rollout, name, size), own)));
        }
        catch (StatusException e) when (e.Reason == "AlreadyExists")
        {
            if (context.Cluster.Find(Kinds.ReplicaSet, deployment.Namespace, name) is { } found && new ReplicaSetView(found) is var other
                && other.Controller?.Uid == deployment.Uid && IsOf(deployment, other))
            {
                rollout.Replace(other);
                return;
            }
            CountCollision(deployment);
            throw; // another hash next time
        }
        catch (StatusException e) when (PodControl.IsNamespaceTerminating(e))
        {
            return;
        }
        catch (StatusException e)
        {
            ShowFailedCreate(rollout, e);
            throw;
        }
        if (size > 0)
            Normal(deployment, "ScalingReplicaSet", $"Scaled up replica set {name} from 0 to {size}");
        rollout.Deployment = ChangeStatus(
            deployment,
            conditions => deployment.ProgressDeadlineSeconds is not null
                && conditions.Set("Progressing", "True", "NewReplicaSetCreated", $"Created new replica set \"{name}\"", Now),
            rollout.Current!.Annotations[RevisionAnnotations.Revision]);
    }

    /// <summary>Gives a ReplicaSet a size, and notes the Deployment's.</summary>
    /// <returns>Whether the size changed.</returns>
    public bool Resize(Rollout rollout, ReplicaSetView set, int size)
    {
        var deployment = rollout.Deployment;
        if (set.Replicas == size && !RevisionAnnotations.SizeIsStale(set, deployment))
            return false;
        var written = context.Cluster.Modify(Kinds.ReplicaSet, set.Namespace, set.Name, json =>
        {
            json["spec"]!["replicas"] = size;
            RevisionAnnotations.SetSize(AnnotationsOf(json), deployment);
        }, own);
        if (written is null)
            return false;
        rollout.Replace(new ReplicaSetView(written));
        if (set.Replicas == size)
            return false;
        Normal(deployment, "ScalingReplicaSet", $"Scaled {(size > set.Replicas ? "up" : "down")} replica set {set.Name} from {set.Replicas} to {size}");
        return true;
    }

    /// <summary>Forgets the oldest ReplicaSets without pods beyond the revisionHistoryLimit.</summary>
    public void CleanUp(Rollout rollout)
    {
        if (rollout.Deployment.RevisionHistoryLimit is not { } limit)
            return;
        var surplus = rollout.Old.Count(s => !s.IsBeingDeleted) - limit;
        foreach (var set in rollout.Old.Where(s => !s.IsBeingDeleted).OrderBy(s => s.Revision).Take(Math.Max(0, surplus)))
        {
            if (set.StatusReplicas > 0 || set.Replicas > 0 || set.Generation > set.ObservedGeneration)
                continue;
            try
            {
                context.Cluster.Delete(Kinds.ReplicaSet, set.Namespace, set.Name, new DeleteOptions(own.User, Uid: set.Uid));
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // gone already
            }
        }
    }

    /// <summary>Changes the conditions of a Deployment's status, and with them its note of the revision.</summary>
    /// <param name="change">Says whether it changed anything.</param>
    public DeploymentView ChangeStatus(DeploymentView deployment, Func<Conditions, bool> change, string? revision = null)
    {
        var conditions = Conditions.Of(deployment.Status);
        var changed = change(conditions);
        if (!changed && (revision is null || deployment.Revision == revision))
            return deployment;
        var written = context.Cluster.Modify(Kinds.Deployment, deployment.Namespace, deployment.Name, json =>
        {
            if (revision is not null)
                AnnotationsOf(json)[RevisionAnnotations.Revision] = revision;
            if (!changed)
                return;
            var status = json["status"] as JsonObject ?? [];
            var present = new JsonObject();
            conditions.WriteTo(present);
            status["conditions"] = present["conditions"]?.DeepClone();
            json["status"] = status.DeepClone();
        }, ownStatus);
        return written is null ? deployment : new DeploymentView(written);
    }

    private static bool IsOf(DeploymentView deployment, ReplicaSetView set) =>
        deployment.TemplateWithoutHash.Span.SequenceEqual(set.TemplateWithoutHash.Span);

    private static JsonObject AnnotationsOf(JsonObject json)
    {
        var metadata = json["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        return annotations;
    }

    private static long NextRevision(Rollout rollout) => rollout.Old.Select(s => s.Revision).DefaultIfEmpty().Max() + 1;

    private static JsonObject Make(Rollout rollout, string name, int size)
    {
        var deployment = rollout.Deployment;
        var hash = name[(deployment.Name.Length + 1)..];
        var template = JsonNode.Parse(deployment.Template.GetRawText())!.AsObject();
        if (template["metadata"] is not JsonObject metadata)
            template["metadata"] = metadata = [];
        if (metadata["labels"] is not JsonObject labels)
            metadata["labels"] = labels = [];
        labels[HashLabel] = hash;
        var selector = JsonNode.Parse(deployment.Spec.At("selector").GetRawText())!.AsObject();
        if (selector["matchLabels"] is not JsonObject matched)
            selector["matchLabels"] = matched = [];
        matched[HashLabel] = hash;
        var annotations = new JsonObject();
        RevisionAnnotations.SetCurrent(annotations, deployment, NextRevision(rollout), exists: false);
        RevisionAnnotations.SetSize(annotations, deployment);
        var spec = new JsonObject { ["replicas"] = size };
        spec.AddNonZero("minReadySeconds", deployment.MinReadySeconds);
        spec["selector"] = selector;
        spec["template"] = template;
        return new JsonObject
        {
            ["apiVersion"] = Kinds.ReplicaSet.ApiVersion,
            ["kind"] = Kinds.ReplicaSet.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = deployment.Namespace,
                ["labels"] = labels.DeepClone(),
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray(OwnerReference.ToController(deployment)),
            },
            ["spec"] = spec,
        };
    }

    /// <summary>The present ReplicaSet has the highest revision, and the Deployment names it.</summary>
    private void NoteRevision(Rollout rollout, ReplicaSetView current)
    {
        var (deployment, next) = (rollout.Deployment, NextRevision(rollout));
        var noted = new JsonObject([.. current.Annotations.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))]);
        if ((RevisionAnnotations.SetCurrent(noted, deployment, next, exists: true) || current.MinReadySeconds != deployment.MinReadySeconds)
            && context.Cluster.Modify(Kinds.ReplicaSet, current.Namespace, current.Name, json =>
            {
                RevisionAnnotations.SetCurrent(AnnotationsOf(json), deployment, next, exists: true);
                json["spec"]!["minReadySeconds"] = deployment.MinReadySeconds;
            }, own) is { } written)
            rollout.Replace(new ReplicaSetView(written));
        var revision = rollout.Current!.Annotations.GetValueOrDefault(RevisionAnnotations.Revision);
        rollout.Deployment = ChangeStatus(
            deployment,
            conditions => deployment.ProgressDeadlineSeconds is not null && !conditions.Has("Progressing")
                && conditions.Set("Progressing", "True", "FoundNewReplicaSet", $"Found new replica set \"{current.Name}\"", Now),
            revision);
    }

    private void CountCollision(DeploymentView deployment) => context.Cluster.Modify(Kinds.Deployment, deployment.Namespace, deployment.Name, json =>
    {
        if (json["status"] is not JsonObject status)
            json["status"] = status = [];
        status["collisionCount"] = deployment.Collisions + 1;
    }, ownStatus);

    private void ShowFailedCreate(Rollout rollout, StatusException e)
    {
        var message = $"Failed to create new replica set \"{rollout.Deployment.Name}\": {e.Message}";
        ChangeStatus(rollout.Deployment, conditions => rollout.Deployment.ProgressDeadlineSeconds is not null
            && conditions.Set("Progressing", "False", "ReplicaSetCreateError", message, Now));
        context.Events.Record(rollout.Deployment.Stored, "Warning", "ReplicaSetCreateError", message, Component);
    }

    private void Normal(DeploymentView about, string reason, string message) => context.Events.Record(about.Stored, "Normal", reason, message, Component);
}
