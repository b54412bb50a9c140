using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Kubernetes.Api;

/// <summary>Speaks to one API server over HTTP.</summary>
public sealed partial class KubernetesClient : IKubernetesClient, IDisposable
{
    private const string PartialObjectAccept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private const string PartialListAccept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    private readonly ApiTransport _transport;

    public KubernetesClient(ClusterConnection connection, TransportOptions options, TimeProvider clock, ILogger<KubernetesClient> log)
    {
        CheckFieldManager(options.FieldManager, nameof(options));
        _transport = new ApiTransport(connection, options, clock, log);
    }

    /// <inheritdoc/>
    public ClusterConnection Connection => _transport.Connection;

    /// <inheritdoc/>
    public Task<T> GetAsync<T>(ObjectPath path, CancellationToken cancellationToken)
        where T : class, IKubernetesObject =>
        SendAsync<T>(
            new ApiRequest(HttpMethod.Get, path.ToUrlPath())
            {
                Accept = typeof(T) == typeof(PartialObject) ? PartialObjectAccept : ApiRequest.Json,
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<KubernetesObject> GetRawAsync(string pathAndQuery, string accept, CancellationToken cancellationToken) =>
        SendAsync<KubernetesObject>(new ApiRequest(HttpMethod.Get, pathAndQuery) { Accept = accept }, cancellationToken);

    /// <inheritdoc/>
    public Task<KubernetesObject> CreateAsync(
        ResourceType type, string? namespaceName, KubernetesObject value, WriteOptions options, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Post, CollectionOf(type, namespaceName), value.Raw, options, cancellationToken);

    /// <inheritdoc/>
    public Task<KubernetesObject> ReplaceAsync(
        ObjectPath path, KubernetesObject value, WriteOptions options, CancellationToken cancellationToken) =>
        WriteAsync(HttpMethod.Put, path.ToUrlPath(), value.Raw, options, cancellationToken);

    /// <inheritdoc/>
    public Task<KubernetesObject> PatchAsync(ObjectPath path, Patch patch, WriteOptions options, CancellationToken cancellationToken) =>
        SendAsync<KubernetesObject>(
            new ApiRequest(HttpMethod.Patch, path.ToUrlPath() + QueryOf(options).Add("force", patch.IsApply && patch.Force))
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(patch.Body),
                ContentType = patch.ContentType,
                IsWrite = !options.DryRun,
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<DeleteAnswer> DeleteAsync(ObjectPath path, DeleteOptions options, CancellationToken cancellationToken)
    {
        var answer = await SendAsync<KubernetesObject>(Delete(path.ToUrlPath(), options), cancellationToken);
        return new DeleteAnswer(answer.Kind == "Status" ? null : answer);
    }

    /// <inheritdoc/>
    public Task DeleteCollectionAsync(ResourceType type, ListQuery query, DeleteOptions options, CancellationToken cancellationToken)
    {
        var text = new QueryText();
        query.AddSelectorsTo(text);
        return SendAsync<KubernetesObject>(Delete(CollectionOf(type, query.Namespace) + text, options), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Scale> GetScaleAsync(ObjectPath workload, CancellationToken cancellationToken) =>
        ScaleIn(await SendAsync<KubernetesObject>(
            new ApiRequest(HttpMethod.Get, (workload with { Subresource = "scale" }).ToUrlPath()), cancellationToken));

    /// <inheritdoc/>
    public async Task<Scale> SetScaleAsync(
        ObjectPath workload, int replicas, Scale? expected, WriteOptions options, CancellationToken cancellationToken)
    {
        var change = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } };
        if (expected is not null)
            change["metadata"] = new JsonObject { ["resourceVersion"] = expected.ResourceVersion };
        return ScaleIn(await PatchAsync(workload with { Subresource = "scale" }, Patch.Merge(change), options, cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<ServerVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        var version = await GetRawAsync("/version", ApiRequest.Json, cancellationToken);
        return new ServerVersion(Text(version, "major") ?? "", Text(version, "minor") ?? "", Text(version, "gitVersion") ?? "");
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private Task<KubernetesObject> WriteAsync(
        HttpMethod method, string path, JsonElement body, WriteOptions options, CancellationToken cancellationToken) =>
        SendAsync<KubernetesObject>(
            new ApiRequest(method, path + QueryOf(options))
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(body),
                IsWrite = !options.DryRun,
            },
            cancellationToken);

    private static ApiRequest Delete(string pathAndQuery, DeleteOptions options) => new(HttpMethod.Delete, pathAndQuery)
    {
        Body = JsonSerializer.SerializeToUtf8Bytes(options.ToJson()),
        IsWrite = !options.DryRun,
    };

    private Task<T> SendAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject =>
        _transport.SendAsync(
            request,
            async (response, token) =>
            {
                await using var body = await response.Content.ReadAsStreamAsync(token);
                var content = await BoundedBody.ReadAllAsync(request.Name, body, _transport.Options.MaxAnswerBytes, token);
                return ObjectReading.TryRead<T>(content.Span, out var value, out var unreadable)
                    ? value
                    : throw NoAnswerOfThisApi(request, unreadable.Problem, null);
            },
            cancellationToken);

    private static UnexpectedAnswerException NoAnswerOfThisApi(ApiRequest request, string problem, Exception? inner) =>
        new($"{request.Name}: success, but the answer is not what this API says: {problem}", new Failure(request.Name, Inner: inner))
        {
            MayHaveTakenEffect = request.IsWrite,
        };

    private QueryText QueryOf(WriteOptions options)
    {
        var manager = options.FieldManager ?? _transport.Options.FieldManager;
        CheckFieldManager(manager, nameof(options));
        return new QueryText()
            .Add("fieldManager", manager)
            .Add("dryRun", options.DryRun ? "All" : null)
            .Add("fieldValidation", options.FieldValidation?.ToString());
    }

    private static void CheckFieldManager(string manager, string parameter)
    {
        if (manager.Length > 128 || manager.Any(char.IsControl))
            throw new ArgumentException("a field manager has 128 printable characters at most", parameter);
    }

    private static string CollectionOf(ResourceType type, string? namespaceName) => ObjectPath.CollectionPath(type, namespaceName);

    private static Scale ScaleIn(KubernetesObject scale) => new(
        Number(scale, "spec", "replicas"), Number(scale, "status", "replicas"),
        scale.At("status", "selector") is { ValueKind: JsonValueKind.String } selector ? selector.GetString() : null,
        scale.Metadata.ResourceVersion);

    private static int Number(KubernetesObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) ? whole : 0;

    private static string? Text(KubernetesObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool Flag(KubernetesObject value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.True };
}
