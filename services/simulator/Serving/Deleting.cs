using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving;

/// <summary>Answers DELETE of one object or of all that are selected.</summary>
internal static class Deleting
{
    private const string JobWarning =
        "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning";

    /// <summary>Deletes one object.</summary>
    public static async Task DeleteAsync(ApiRequest request)
    {
        var definition = request.Resource;
        var options = await OptionsAsync(request);
        var ns = request.ScopeOf(definition);
        var (deleted, gone) = request.Cluster.Deletion.Delete(definition, ns, request.Info.Name, options);
        WarnOfJobs(request, definition, options);
        if (gone && !request.Cluster.Writer.RulesOf(definition).ReturnsDeleted)
            await Answers.JsonAsync(request.Http, 200, Answers.Success(DetailsOf(definition, deleted)));
        else
            await Answers.ObjectAsync(request, 200, deleted);
    }

    /// <summary>Deletes all that are selected, and answers with what they were.</summary>
    public static async Task DeleteCollectionAsync(ApiRequest request)
    {
        var definition = request.Resource;
        var options = await OptionsAsync(request);
        var selection = Selection.Read(request);
        var snapshot = request.Cluster.Store.List(definition.Stored);
        var selected = snapshot.Objects.Values.Where(selection.MatchesAnywhere).ToList();
        foreach (var o in selected)
        {
            try
            {
                request.Cluster.Deletion.Delete(definition, o.Key.Namespace, o.Key.Name, options);
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // somebody else was faster
            }
        }
        WarnOfJobs(request, definition, options);
        var shape = Negotiation.ShapeOf(request.Http.Request, request.Server.Tables is not null);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, GoJson.WriterOptions))
        {
            Listing.Write(
                writer, request, definition, selected, shape,
                w => w.WriteString("resourceVersion", snapshot.ResourceVersion.ToString(CultureInfo.InvariantCulture)));
        }
        await Answers.BytesAsync(request.Http, 200, "application/json", buffer.WrittenMemory);
    }

    /// <summary>The options in a body or in the query; a body counts more.</summary>
    private static async Task<DeleteOptions> OptionsAsync(ApiRequest request)
    {
        var body = await RequestBody.ReadAsync(request);
        var json = body.IsEmpty ? FromQuery(request) : FromBody(request, body);
        return Read(json, request.User.Name);
    }

    /// <summary>DeleteOptions as JSON.</summary>
    public static DeleteOptions Read(JsonObject json, string user)
    {
        var problems = new List<FieldProblem>();
        var policy = json.Text("propagationPolicy");
        var orphan = (bool?)json["orphanDependents"];
        if (orphan is not null && policy is not null)
            problems.Add(FieldProblem.Invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        else if (policy is not (null or "Foreground" or "Background" or "Orphan"))
            problems.Add(FieldProblem.NotSupported("propagationPolicy", policy, "Foreground", "Background", "Orphan", "nil"));
        var dryRun = RequestOptions.DryRunOf(json.Texts("dryRun"), problems);
        if (problems.Count > 0)
            throw Refusal.Invalid("DeleteOptions", "meta.k8s.io", "", problems);
        policy ??= orphan switch { true => "Orphan", false => "Background", null => null };
        var preconditions = json["preconditions"] as JsonObject;
        return new DeleteOptions(
            user, (int?)json.Whole("gracePeriodSeconds"), policy, preconditions?.Text("uid"), preconditions?.Text("resourceVersion"), dryRun);
    }

    private static JsonObject FromBody(ApiRequest request, ReadOnlyMemory<byte> body)
    {
        var text = RequestBody.ToJson(request, body);
        if (GoJsonErrors.Find(text.Span) is { } error)
            throw Refusal.Unexpected($"couldn't get version/kind; json parse error: {error}");
        var json = RequestBody.Parse(text.Span) as JsonObject ?? [];
        if (json.Text("kind") is { } kind and not "DeleteOptions")
        {
            throw Refusal.Unexpected(
                $"no kind \"{kind}\" is registered for version \"{json.Text("apiVersion")}\" in scheme \"k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27\"");
        }
        return json;
    }

    private static JsonObject FromQuery(ApiRequest request)
    {
        var json = new JsonObject();
        if (request.Query("propagationPolicy") is { } policy)
            json["propagationPolicy"] = policy;
        if (request.Number("gracePeriodSeconds") is { } seconds)
            json["gracePeriodSeconds"] = seconds;
        if (request.Query("orphanDependents") is not null)
            json["orphanDependents"] = request.Flag("orphanDependents");
        json["dryRun"] = new JsonArray([.. request.Http.Request.Query["dryRun"].Select(v => JsonValue.Create(v))]);
        return json;
    }

    private static JsonObject DetailsOf(ResourceDefinition definition, StoredObject deleted)
    {
        var details = Refusal.Details(deleted.Key.Name, definition.Kind.Group, definition.Kind.Plural);
        details["uid"] = deleted.Uid;
        return details;
    }

    private static void WarnOfJobs(ApiRequest request, ResourceDefinition definition, DeleteOptions options)
    {
        if (definition.Stored == Kinds.Job && options.PropagationPolicy is null)
            request.Warn(JobWarning);
    }
}
