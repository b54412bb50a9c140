using Pipeline.Simulator.Patching;

namespace Pipeline.Simulator.Serving;

/// <summary>Answers PATCH of objects and their status.</summary>
internal static class PatchingObjects
{
    /// <summary>Patches an object, or applies one.</summary>
    public static async Task AnswerAsync(ApiRequest request)
    {
        PatchBody.CheckType(request);
        var definition = request.Resource;
        var applies = RequestBody.MediaType(request) == PatchBody.Apply;
        var options = RequestOptions.Read(request, "PatchOptions", applies);
        var body = new PatchBody(
            request, await RequestBody.ReadAsync(request), ExpectedKind.Of(definition), SchemaShapes.Of(definition), options.FieldValidation);
        var subresource = request.Info.Subresource.Length == 0 ? null : request.Info.Subresource;
        var write = request.WriteOptions(options, subresource);
        var (ns, name, writer) = (request.ScopeOf(definition), request.Info.Name, request.Cluster.Writer);
        if (applies)
        {
            var json = body.Applied(name);
            request.Server.Escalation.Check(request.User, definition.Stored, json);
            var (applied, created) = writer.Apply(definition, ns, name, json, request.Flag("force"), write);
            await Answers.ObjectAsync(request, created ? 201 : 200, Writing.Unversioned(applied, options));
            return;
        }
        var patched = writer.Transform(definition, ns, name, live =>
        {
            var json = body.ApplyTo(live);
            request.Server.Escalation.Check(request.User, definition.Stored, json);
            return json;
        }, write);
        await Answers.ObjectAsync(request, 200, patched);
    }
}
