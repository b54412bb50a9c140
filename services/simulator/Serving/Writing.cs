using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Serving;

/// <summary>Answers POST and PUT of objects and their status.</summary>
internal static class Writing
{
    /// <summary>Creates an object.</summary>
    public static async Task CreateAsync(ApiRequest request)
    {
        var options = RequestOptions.Read(request, "CreateOptions");
        var json = await ReadAsync(request, options);
        request.Server.Escalation.Check(request.User, request.Resource.Stored, json);
        var created = request.Cluster.Writer.Create(request.Resource, json, request.WriteOptions(options));
        await Answers.ObjectAsync(request, 201, Unversioned(created, options));
    }

    /// <summary>Replaces an object, or its status.</summary>
    public static async Task UpdateAsync(ApiRequest request)
    {
        var options = RequestOptions.Read(request, "UpdateOptions");
        var json = await ReadAsync(request, options);
        var metadata = json["metadata"]!.AsObject();
        var name = metadata.Text("name") ?? "";
        if (name != request.Info.Name)
            throw Refusal.OtherName(name, request.Info.Name);
        request.Server.Escalation.Check(request.User, request.Resource.Stored, json);
        var subresource = request.Info.Subresource.Length == 0 ? null : request.Info.Subresource;
        var (written, created) = request.Cluster.Writer.Replace(request.Resource, json, request.WriteOptions(options, subresource));
        await Answers.ObjectAsync(request, created ? 201 : 200, written);
    }

    /// <summary>An object that was never written has no version.</summary>
    internal static Storage.StoredObject Unversioned(Storage.StoredObject o, RequestOptions options)
    {
        if (!options.DryRun || o.ResourceVersion != 0)
            return o;
        var json = o.ToJson();
        json["metadata"]!.AsObject().Remove("resourceVersion");
        return new Storage.StoredObject(o.Kind, json, 0);
    }

    private static async Task<JsonObject> ReadAsync(ApiRequest request, RequestOptions options)
    {
        var body = RequestBody.ToJson(request, await RequestBody.ReadAsync(request));
        var json = BodyDecoding.Decode(request, body, ExpectedKind.Of(request.Resource), options.FieldValidation);
        FillNamespace(request, json);
        return json;
    }

    /// <summary>The namespace of the path is that of the object; kinds without one lose what was sent.</summary>
    internal static void FillNamespace(ApiRequest request, JsonObject json)
    {
        var metadata = json.Ensure("metadata");
        var ns = request.ScopeOf(request.Resource);
        var sent = metadata.Text("namespace") ?? "";
        if (sent.Length > 0 && ns.Length > 0 && sent != ns)
            throw Refusal.OtherNamespace();
        if (ns.Length > 0)
            metadata["namespace"] = ns;
        else
            metadata.Remove("namespace");
    }
}
