using System.Text.RegularExpressions;
using Pipeline.Simulator.Access;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Serving;

/// <summary>The API over HTTP: finds out who asks for what, whether they may, and has it answered.</summary>
public sealed partial class ApiServer : IDisposable
{
    private readonly ApiServerOptions _options;
    private readonly Impersonation _impersonation;

    /// <param name="cluster">What is behind it.</param>
    /// <param name="options">How it is set up.</param>
    public ApiServer(SimulatedCluster cluster, ApiServerOptions options)
    {
        _options = options;
        Cluster = cluster;
        Rbac = new RbacAuthorizer(cluster.Store);
        Escalation = new EscalationCheck(Rbac);
        AccountTokens = new ServiceAccountTokens(cluster.Store, cluster.Clock);
        Authenticator = new Authenticator(options.Tokens, AccountTokens, options.TrustsClient);
        _impersonation = new Impersonation(Rbac);
    }

    /// <summary>What is behind it.</summary>
    public SimulatedCluster Cluster { get; }

    /// <summary>Decides who may do what.</summary>
    public RbacAuthorizer Rbac { get; }

    /// <summary>Finds out who asks.</summary>
    public Authenticator Authenticator { get; }

    /// <summary>Issues the tokens of service accounts.</summary>
    public ServiceAccountTokens AccountTokens { get; }

    internal EscalationCheck Escalation { get; }

    internal TimeProvider Wall => _options.Wall;

    internal ITableSource? Tables => _options.Tables;

    internal IReadOnlyList<IBodyDecoder> Decoders => _options.Decoders;

    /// <summary>Serves all paths of an application.</summary>
    public IEndpointConventionBuilder Map(IEndpointRouteBuilder routes) => routes.Map("/{**path}", InvokeAsync);

    /// <summary>Answers one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await AnswerAsync(http);
        }
        catch (StatusException e) when (!http.Response.HasStarted)
        {
            await Answers.RefusalAsync(http, e);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Answers.RefusalAsync(http, new StatusException(e.StatusCode, e.StatusCode == 413 ? "RequestEntityTooLarge" : "BadRequest", e.Message));
        }
        catch (Exception e) when (http.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // the client is gone
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            _options.Failed?.Invoke(e);
            await Answers.RefusalAsync(http, new StatusException(500, "InternalError", $"Internal error occurred: {e.Message}"));
        }
    }

    public void Dispose() => AccountTokens.Dispose();

    private async Task AnswerAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var watches = query.TryGetValue("watch", out var watch) && watch[0] is not ("0" or "false");
        var info = RequestInfo.Parse(
            http.Request.Method, http.Request.Path.Value ?? "/", watches, FieldSelector.NameIn(query["fieldSelector"]));
        var user = Authenticator.Authenticate(http) ?? throw new StatusException(401, "Unauthorized", "Unauthorized");
        user = _impersonation.Apply(user, http.Request.Headers);
        Authorize(user, info);
        CheckTimeout(query["timeout"]);
        var definition = info.IsResource ? Cluster.Resources.Find(info.Group, info.Version, info.Resource) : null;
        var request = new ApiRequest(http, info, user, definition, this);
        if (_options.Endpoints.FirstOrDefault(e => e.Answers(info)) is { } endpoint)
            await endpoint.HandleAsync(request);
        else if (definition is not null)
            await ResourceRouting.AnswerAsync(request);
        else if (!await Health.TryAnswerAsync(request))
            await AnswerUnknownAsync(request);
    }

    /// <summary>A group that nobody serves is a page that does not exist; within a known group it is a resource.</summary>
    private Task AnswerUnknownAsync(ApiRequest request)
    {
        var info = request.Info;
        if (info.IsResource && (info.Group.Length == 0 || Cluster.Resources.Definitions.Any(d => d.Kind.Group == info.Group)))
            throw Refusal.NoSuchResource();
        var group = info.Path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["api", _] => "",
            ["apis", var name, _] => name,
            _ => null,
        };
        if (Cluster.Resources.Definitions.Any(d => d.Kind.Group == group && d.Custom is null)) // a version that nobody serves
            throw Refusal.NoSuchResource();
        return Answers.TextAsync(request.Http, 404, "404 page not found\n");
    }

    private void Authorize(UserInfo user, RequestInfo info)
    {
        if (Rbac.Allows(user, info.Access))
            return;
        if (!info.IsResource)
            throw new StatusException(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {info.Verb} path \"{info.Path}\"", []);
        var where = info.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{info.Namespace}\"";
        throw Refusal.Forbidden(
            new ResourceKind(info.Group, info.Version, "", info.Resource), info.Name,
            $"User \"{user.Name}\" cannot {info.Verb} resource \"{info.Access.FullResource}\" in API group \"{info.Group}\" {where}");
    }

    private static void CheckTimeout(string? timeout)
    {
        if (!string.IsNullOrEmpty(timeout) && timeout != "0" && !GoDuration().IsMatch(timeout))
            throw Refusal.BadRequest($"invalid timeout specified in the request URL - time: invalid duration \"{timeout}\"");
    }

    [GeneratedRegex(@"\A[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex GoDuration();
}
