using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Access;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving.Subresources;

/// <summary>Issues a token for a service account.</summary>
internal static class TokenSubresource
{
    private const long Shortest = 600;
    private const long Usual = 3600;
    private static readonly ExpectedKind TokenRequest = new("authentication.k8s.io/v1", "TokenRequest");

    public static async Task AnswerAsync(ApiRequest request)
    {
        if (request.Info.Verb != "create")
            throw Refusal.MethodNotAllowed();
        var options = RequestOptions.Read(request, "CreateOptions");
        var body = RequestBody.ToJson(request, await RequestBody.ReadAsync(request));
        var json = BodyDecoding.Decode(request, body, TokenRequest, options.FieldValidation);
        var account = request.Find();
        var sent = json["spec"] as JsonObject ?? [];
        var seconds = sent.Whole("expirationSeconds") ?? Usual;
        if (seconds < Shortest)
        {
            throw Refusal.Invalid("TokenRequest", "authentication.k8s.io", "",
                [FieldProblem.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes")]);
        }
        var owned = VirtualObjects.Owned("authentication.k8s.io/v1", "TokenRequest", json, options.FieldManager, request.Cluster.Clock.GetUtcNow(), "token");
        var audiences = sent.Texts("audiences").DefaultIfEmpty(ServiceAccountTokens.Audience).ToList();
        var now = request.Cluster.Clock.GetUtcNow();
        var metadata = new JsonObject { ["name"] = account.Key.Name, ["namespace"] = account.Key.Namespace, ["creationTimestamp"] = Time(now) };
        if (owned is not null)
            metadata["managedFields"] = owned;
        await Answers.JsonAsync(request.Http, 201, new JsonObject
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject
            {
                ["audiences"] = new JsonArray([.. audiences.Select(a => JsonValue.Create(a))]),
                ["expirationSeconds"] = seconds,
                ["boundObjectRef"] = sent["boundObjectRef"]?.DeepClone(),
            },
            ["status"] = new JsonObject
            {
                ["token"] = request.Server.AccountTokens.Issue(account, audiences, now.AddSeconds(seconds)),
                ["expirationTimestamp"] = Time(now.AddSeconds(seconds)),
            },
        });
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
