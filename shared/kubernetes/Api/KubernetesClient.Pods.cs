using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Transport;

namespace Pipeline.Kubernetes.Api;

public sealed partial class KubernetesClient
{
    private const int LongestLog = 64 << 20;

    /// <inheritdoc/>
    public async Task EvictAsync(string namespaceName, string pod, DeleteOptions options, CancellationToken cancellationToken)
    {
        var path = new ObjectPath(ResourceTypes.Pods, namespaceName, pod, "eviction").ToUrlPath();
        var eviction = new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = namespaceName },
            ["deleteOptions"] = options.ToJson(),
        };
        await SendAsync<KubernetesObject>(
            new ApiRequest(HttpMethod.Post, path + new QueryText().Add("dryRun", options.DryRun ? "All" : null))
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(eviction),
                IsWrite = !options.DryRun,
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string> GetLogAsync(LogQuery query, CancellationToken cancellationToken)
    {
        var request = LogRequest(query, follow: false);
        return _transport.SendAsync(
            request,
            async (response, token) =>
            {
                await using var body = await response.Content.ReadAsStreamAsync(token);
                var bytes = await BoundedBody.ReadStartAsync(body, Limit(query), token);
                return Encoding.UTF8.GetString(bytes.Span);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> FollowLogAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = LogRequest(query, follow: true);
        using var response = await _transport.OpenAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var lines = new LogLines(body);
        while (await NextAsync(lines, request, cancellationToken) is { } line)
            yield return line;
    }

    /// <inheritdoc/>
    public async Task<ExecAnswer> ExecAsync(ExecQuery query, CancellationToken cancellationToken)
    {
        var text = new QueryText();
        foreach (var part in query.Command)
            text.AddAlways("command", part);
        text.Add("container", query.Container).Add("stdout", true).Add("stderr", true);
        var path = new ObjectPath(ResourceTypes.Pods, query.Namespace, query.Pod, "exec").ToUrlPath() + text;
        var session = new ExecSession(_transport, query, path);
        try
        {
            return await session.RunAsync(cancellationToken);
        }
        catch (UnauthorizedException) when (session.Shown is { } shown && Connection.Credentials.Refused(shown))
        {
            return await new ExecSession(_transport, query, path).RunAsync(cancellationToken);
        }
    }

    private static ApiRequest LogRequest(LogQuery query, bool follow)
    {
        var text = new QueryText()
            .Add("container", query.Container)
            .Add("follow", follow)
            .Add("previous", query.Previous)
            .Add("tailLines", query.TailLines)
            .Add("sinceSeconds", query.Since is { } since ? Math.Max(1, (long)Math.Ceiling(since.TotalSeconds)) : null)
            .Add("sinceTime", query.SinceTime?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
            .Add("limitBytes", follow ? null : Limit(query))
            .Add("timestamps", query.Timestamps)
            .Add("insecureSkipTLSVerifyBackend", query.TrustAnyKubelet);
        return new ApiRequest(HttpMethod.Get, new ObjectPath(ResourceTypes.Pods, query.Namespace, query.Pod, "log").ToUrlPath() + text)
        {
            Accept = "text/plain, application/json, */*",
        };
    }

    private static int Limit(LogQuery query) => Math.Clamp(query.LimitBytes, 1, LongestLog);

    private static async ValueTask<string?> NextAsync(LogLines lines, ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokenConnectionException($"{request.Name}: the log broke off: {e.Message}", new Failure(request.Name, Inner: e));
        }
    }
}
