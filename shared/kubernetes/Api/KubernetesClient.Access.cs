using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Kubernetes.Api;

public sealed partial class KubernetesClient
{
    /// <inheritdoc/>
    public async Task<AccessAnswer> ReviewAccessAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        var attributes = new JsonObject
        {
            ["verb"] = question.Verb,
            ["group"] = question.Type.Group,
            ["version"] = question.Type.Version,
            ["resource"] = question.Type.Plural,
        };
        if (question.Namespace is { } name)
            attributes["namespace"] = name;
        if (question.Name is { } objectName)
            attributes["name"] = objectName;
        if (question.Subresource is { } subresource)
            attributes["subresource"] = subresource;
        var review = await ReviewAsync(
            ResourceTypes.SelfSubjectAccessReviews, new JsonObject { ["resourceAttributes"] = attributes }, cancellationToken);
        return new AccessAnswer(
            Flag(review, "status", "allowed"), Flag(review, "status", "denied"),
            Text(review, "status", "reason"), Text(review, "status", "evaluationError"));
    }

    /// <inheritdoc/>
    public async Task<AccessRules> ReviewRulesAsync(string namespaceName, CancellationToken cancellationToken)
    {
        var review = await ReviewAsync(
            ResourceTypes.SelfSubjectRulesReviews, new JsonObject { ["namespace"] = namespaceName }, cancellationToken);
        var rules = review.At("status", "resourceRules") is { ValueKind: JsonValueKind.Array } list
            ? list.Deserialize<List<PolicyRule>>(KubernetesJson.Options)!
            : [];
        return new AccessRules(rules, Flag(review, "status", "incomplete"), Text(review, "status", "evaluationError"));
    }

    /// <summary>A review is a POST that stores nothing, so it may be repeated.</summary>
    private Task<KubernetesObject> ReviewAsync(ResourceType type, JsonObject spec, CancellationToken cancellationToken) =>
        SendAsync<KubernetesObject>(
            new ApiRequest(HttpMethod.Post, CollectionOf(type, null))
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(
                    new JsonObject { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["spec"] = spec }),
            },
            cancellationToken);
}
