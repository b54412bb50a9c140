using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Serving.Subresources;

namespace Pipeline.Simulator.Serving;

/// <summary>Finds who answers a request for a resource.</summary>
internal static class ResourceRouting
{
    /// <summary>Answers it.</summary>
    public static Task AnswerAsync(ApiRequest request)
    {
        var (definition, info) = (request.Resource, request.Info);
        if (definition.Kind.Namespaced && info.Namespace.Length == 0 && info.Name.Length > 0 && info.Verb is ("get" or "update" or "patch" or "delete"))
            throw Refusal.NoSuchResource();
        if (definition.Kind.Namespaced && info.Namespace.Length == 0 && info.Verb is ("create" or "deletecollection"))
            throw Refusal.MethodNotAllowed();
        if (!definition.Kind.Namespaced && info.Namespace.Length > 0 && definition.Stored != Kinds.Namespace)
            throw Refusal.NoSuchResource();
        if (info.Subresource.Length > 0)
            return AnswerSubresource(request);
        if (!definition.Verbs.Contains(info.Verb) || (info.Verb == "create" && info.Name.Length > 0) || (info.Verb is ("update" or "patch") && info.Name.Length == 0))
            throw Refusal.MethodNotAllowed();
        return definition switch
        {
            { IsVirtual: true, Kind.Kind: "Binding" } => BindingSubresource.AnswerAsync(request),
            { IsVirtual: true } => AccessReviews.AnswerAsync(request),
            _ => AnswerObject(request),
        };
    }

    private static Task AnswerObject(ApiRequest request) => request.Info.Verb switch
    {
        "get" => Listing.GetAsync(request),
        "list" => Listing.ListAsync(request),
        "watch" => Watching.AnswerAsync(request),
        "create" => Writing.CreateAsync(request),
        "update" => Writing.UpdateAsync(request),
        "patch" => PatchingObjects.AnswerAsync(request),
        "delete" => Deleting.DeleteAsync(request),
        "deletecollection" => Deleting.DeleteCollectionAsync(request),
        _ => throw Refusal.MethodNotAllowed(),
    };

    private static Task AnswerSubresource(ApiRequest request)
    {
        var info = request.Info;
        if (request.Resource.Subresource(info.Subresource) is not { } subresource)
            throw Refusal.NoSuchResource();
        if (!subresource.Verbs.Contains(info.Verb))
            throw Refusal.MethodNotAllowed();
        return info.Subresource switch
        {
            "status" when info.Verb == "get" => Listing.GetAsync(request),
            "status" when info.Verb == "update" => Writing.UpdateAsync(request),
            "status" when info.Verb == "patch" => PatchingObjects.AnswerAsync(request),
            "finalize" => Writing.UpdateAsync(request),
            "scale" => ScaleSubresource.AnswerAsync(request),
            "eviction" => EvictionSubresource.AnswerAsync(request),
            "binding" => BindingSubresource.AnswerAsync(request),
            "ephemeralcontainers" => EphemeralContainers.AnswerAsync(request),
            "token" => TokenSubresource.AnswerAsync(request),
            "exec" or "attach" or "portforward" => throw Refusal.BadRequest("Upgrade request required"),
            "proxy" => throw Refusal.BadRequest("address not allowed"),
            _ => throw Refusal.NoSuchResource(),
        };
    }
}
