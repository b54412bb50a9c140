using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Access;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving;

/// <summary>Answers the questions who may do what, and who somebody is.</summary>
internal static class AccessReviews
{
    private const string Authorization = "authorization.k8s.io";

    public static async Task AnswerAsync(ApiRequest request)
    {
        var options = RequestOptions.Read(request, "CreateOptions");
        var body = RequestBody.ToJson(request, await RequestBody.ReadAsync(request));
        var expected = ExpectedKind.Of(request.Resource);
        var json = BodyDecoding.Decode(request, body, expected, options.FieldValidation);
        var answer = expected.Kind switch
        {
            "SelfSubjectAccessReview" => Access(request, json, request.User, options),
            "SubjectAccessReview" or "LocalSubjectAccessReview" => Access(request, json, Subject(json), options),
            "SelfSubjectRulesReview" => Rules(request, json),
            "SelfSubjectReview" => WhoAmI(request),
            "TokenReview" => Token(request, json, options),
            _ => throw Refusal.NoSuchResource(),
        };
        await Answers.JsonAsync(request.Http, 201, answer);
    }

    private static JsonObject Access(ApiRequest request, JsonObject json, UserInfo user, RequestOptions options)
    {
        var spec = json["spec"] as JsonObject ?? [];
        var (resource, path) = (spec["resourceAttributes"] as JsonObject, spec["nonResourceAttributes"] as JsonObject);
        if ((resource is null) == (path is null))
        {
            throw Refusal.Invalid("", Authorization, "",
            [
                FieldProblem.Invalid(
                    "spec.resourceAttributes", "null", "exactly one of nonResourceAttributes or resourceAttributes must be specified"),
            ]);
        }
        var wanted = path is not null
            ? new AccessRequest(path.Text("verb") ?? "", Path: path.Text("path") ?? "")
            : new AccessRequest(
                resource!.Text("verb") ?? "", resource!.Text("group") ?? "", resource!.Text("resource") ?? "", resource!.Text("subresource") ?? "",
                resource!.Text("namespace") ?? "", resource!.Text("name") ?? "");
        var answer = Answer(request, json, options);
        answer["spec"] = spec.DeepClone();
        answer["status"] = new JsonObject { ["allowed"] = request.Server.Rbac.Allows(user, wanted) };
        return answer;
    }

    private static UserInfo Subject(JsonObject json)
    {
        var spec = json["spec"] as JsonObject ?? [];
        var (user, groups) = (spec.Text("user") ?? "", spec.Texts("groups").ToList());
        if (user.Length == 0 && groups.Count == 0)
        {
            throw Refusal.Invalid("", Authorization, "",
                [FieldProblem.Invalid("spec.user", "", "at least one of user or group must be specified")]);
        }
        return new UserInfo(user, spec.Text("uid") ?? "", [.. groups]);
    }

    private static JsonObject Rules(ApiRequest request, JsonObject json)
    {
        var ns = (json["spec"] as JsonObject)?.Text("namespace") ?? "";
        if (ns.Length == 0)
            throw Refusal.BadRequest("no namespace on request");
        var rules = request.User.Groups.Contains(UserInfo.Masters)
            ? [new PolicyRule(["*"], ["*"], ["*"], [], []), new PolicyRule(["*"], [], [], [], ["*"])]
            : request.Server.Rbac.RulesOf(request.User, ns).ToList();
        return new JsonObject
        {
            ["kind"] = "SelfSubjectRulesReview",
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["metadata"] = new JsonObject { ["creationTimestamp"] = null },
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject
            {
                ["resourceRules"] = new JsonArray([.. rules.Where(r => r.Paths.IsEmpty).Select(r =>
                {
                    var rule = new JsonObject { ["verbs"] = Texts(r.Verbs), ["apiGroups"] = Texts(r.Groups), ["resources"] = Texts(r.Resources) };
                    if (!r.Names.IsEmpty)
                        rule["resourceNames"] = Texts(r.Names);
                    return rule;
                })]),
                ["nonResourceRules"] = new JsonArray([.. rules.Where(r => !r.Paths.IsEmpty)
                    .Select(r => new JsonObject { ["verbs"] = Texts(r.Verbs), ["nonResourceURLs"] = Texts(r.Paths) })]),
                ["incomplete"] = false,
            },
        };
    }

    private static JsonObject WhoAmI(ApiRequest request) => new()
    {
        ["kind"] = "SelfSubjectReview",
        ["apiVersion"] = "authentication.k8s.io/v1",
        ["metadata"] = new JsonObject
        {
            ["creationTimestamp"] = request.Cluster.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        },
        ["status"] = new JsonObject { ["userInfo"] = Describe(request.User) },
    };

    private static JsonObject Token(ApiRequest request, JsonObject json, RequestOptions options)
    {
        var token = (json["spec"] as JsonObject)?.Text("token") ?? "";
        if (token.Length == 0)
            throw Refusal.BadRequest("token is required for TokenReview in authentication");
        var answer = Answer(request, json, options);
        answer["spec"] = json["spec"]!.DeepClone();
        answer["status"] = request.Server.Authenticator.OfToken(token) is { } user
            ? new JsonObject { ["authenticated"] = true, ["user"] = Describe(user), ["audiences"] = new JsonArray(ServiceAccountTokens.Audience) }
            : new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
        return answer;
    }

    private static JsonObject Answer(ApiRequest request, JsonObject json, RequestOptions options)
    {
        var kind = request.Resource.Kind;
        var metadata = new JsonObject { ["creationTimestamp"] = null };
        if (VirtualObjects.Owned(kind.ApiVersion, kind.Kind, json, options.FieldManager, request.Cluster.Clock.GetUtcNow()) is { } owned)
            metadata["managedFields"] = owned;
        return new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata };
    }

    private static JsonObject Describe(UserInfo user)
    {
        var info = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0)
            info["uid"] = user.Uid;
        if (!user.Groups.IsEmpty)
            info["groups"] = Texts(user.Groups);
        if (!user.Extra.IsEmpty)
            info["extra"] = new JsonObject(user.Extra.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)Texts(e.Value))));
        return info;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];
}
