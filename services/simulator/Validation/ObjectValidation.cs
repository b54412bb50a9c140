using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of all kinds, for objects that are completed and prepared.</summary>
internal static class ObjectValidation
{
    /// <summary>What is wrong with a new object.</summary>
    public static IReadOnlyCollection<FieldProblem> ForCreate(ResourceDefinition definition, JsonObject json, ObjectStore store)
    {
        var problems = new Problems();
        MetadataValidation.ForCreate(definition, json["metadata"]!.AsObject(), problems);
        Contents(definition, json, problems);
        if (definition.Stored == Kinds.CronJob)
            BatchValidation.CronJobName(json["metadata"]!.AsObject().Text("name") ?? "", problems);
        else if (definition.Stored == Kinds.Service)
            ServiceAddresses.Allocate(json, null, store, problems);
        return problems;
    }

    /// <summary>What is wrong with a changed object.</summary>
    public static IReadOnlyCollection<FieldProblem> ForUpdate(
        ResourceDefinition definition, JsonObject before, JsonObject json, string? subresource, ObjectStore store)
    {
        var problems = new Problems();
        MetadataValidation.ForUpdate(definition, before["metadata"]!.AsObject(), json["metadata"]!.AsObject(), problems);
        if (subresource == "status")
        {
            StatusValidation.Check(definition, json, problems);
            if (definition.Custom?.Schema is { } schema)
                problems.AddRange(StructuralSchema.Validate(json, schema));
            return problems;
        }
        if (definition.Stored == Kinds.Service)
            ServiceAddresses.Allocate(json, before, store, problems);
        if (definition.Stored != Kinds.Pod)
            Contents(definition, json, problems);
        ImmutableFields.Check(definition, before, json, subresource, problems);
        return problems;
    }

    private static void Contents(ResourceDefinition definition, JsonObject json, Problems problems)
    {
        if (definition.Custom is { } custom)
        {
            if (custom.Schema is { } schema)
                problems.AddRange(StructuralSchema.Validate(json, schema));
            return;
        }
        var spec = json["spec"] as JsonObject ?? [];
        switch (definition.Stored.Kind)
        {
            case "Pod":
                PodValidation.Spec(spec, "spec", problems);
                break;
            case "PodTemplate":
                PodValidation.Template(json, "", problems);
                break;
            case "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" or "ReplicationController":
                WorkloadValidation.Check(definition.Stored, spec, problems);
                break;
            case "Job":
                BatchValidation.Job(spec, "spec", problems);
                break;
            case "CronJob":
                BatchValidation.CronJob(spec, problems);
                break;
            case "HorizontalPodAutoscaler":
                PolicyValidation.Autoscaler(spec, problems);
                break;
            case "PodDisruptionBudget":
                PolicyValidation.DisruptionBudget(spec, problems);
                break;
            case "Service":
                NetworkValidation.Service(spec, problems);
                break;
            case "Ingress":
                NetworkValidation.Ingress(spec, problems);
                break;
            case "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding":
                PolicyValidation.Rights(json, problems);
                break;
            case "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration":
                WebhookValidation.Check(json, problems);
                break;
            case "CustomResourceDefinition":
                PolicyValidation.CustomDefinition(json, spec, problems);
                break;
            default:
                CoreValidation.Check(definition.Stored, json, spec, problems);
                break;
        }
    }
}
