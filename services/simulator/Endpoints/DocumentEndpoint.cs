using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Discovery;
using Pipeline.Simulator.OpenApi;
using Pipeline.Simulator.Serving;
using Reply = Pipeline.Simulator.Serving.Answers;

namespace Pipeline.Simulator.Endpoints;

/// <summary>Serves what the server says of itself: discovery and OpenAPI.</summary>
public sealed class DocumentEndpoint(DiscoveryDocuments discovery, OpenApiDocuments openApi) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Answers(RequestInfo request) =>
        !request.IsResource && request.Verb is "get" or "head" && (request.Path.StartsWith("/openapi/", StringComparison.Ordinal) || discovery.Has(request.Path));

    /// <inheritdoc/>
    public Task HandleAsync(ApiRequest request)
    {
        var (http, path, accept) = (request.Http, request.Info.Path, request.Http.Request.Headers.Accept.ToString());
        var document = path.StartsWith("/openapi/", StringComparison.Ordinal)
            ? openApi.Find(path, accept)
            : discovery.Find(path, accept, http.Request.Host.ToString());
        if (document is null)
            throw Refusal.NoSuchResource();
        var tag = $"\"{document.Hash}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.Vary = "Accept";
        http.Response.Headers.CacheControl = "no-cache, private";
        if (!http.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
            return Reply.BytesAsync(http, StatusCodes.Status200OK, document.ContentType, document.Body);
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
