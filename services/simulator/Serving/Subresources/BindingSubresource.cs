using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving.Subresources;

/// <summary>Gives a pod its node.</summary>
internal static class BindingSubresource
{
    private static readonly ExpectedKind Binding = new("v1", "Binding");

    public static async Task AnswerAsync(ApiRequest request)
    {
        if (request.Info.Verb != "create")
            throw Refusal.MethodNotAllowed();
        var options = RequestOptions.Read(request, "CreateOptions");
        var body = RequestBody.ToJson(request, await RequestBody.ReadAsync(request));
        var binding = BodyDecoding.Decode(request, body, Binding, options.FieldValidation);
        var name = request.Info.Name.Length > 0 && request.Info.Resource == "pods" ? request.Info.Name : ApiRequest.NameOf(binding);
        var target = binding["target"] as JsonObject ?? [];
        if (name != ApiRequest.NameOf(binding))
            throw Refusal.BadRequest("name in URL does not match name in Binding object");
        Check(target);
        var (node, now) = (target.Text("name")!, request.Cluster.Clock.GetUtcNow());
        var found = request.Cluster.Find(Kinds.Pod, request.Info.Namespace, name) ?? throw Refusal.NotFound(Kinds.Pod, name);
        if (options.DryRun)
            Bind(found.ToJson(), name, node, now);
        else
            request.Cluster.Writer.Mark(BuiltInResources.Of(Kinds.Pod), request.Info.Namespace, name, pod => Bind(pod, name, node, now));
        await Answers.JsonAsync(request.Http, 201, Answers.Success(code: 201));
    }

    /// <summary>The real server forgets to say that a wrong binding is the client's fault.</summary>
    private static void Check(JsonObject target)
    {
        var problems = new Problems();
        if (target.Text("kind") is not (null or "" or "Node"))
            problems.Add(FieldProblem.NotSupported("target.kind", target.Text("kind"), "Node", "<empty>"));
        problems.Required(target, "name", "target");
        if (problems.Count > 0)
            throw Refusal.Unexpected(problems.Count == 1 ? $"{problems.First()}" : $"[{string.Join(", ", problems)}]");
    }

    private static void Bind(JsonObject pod, string name, string node, DateTimeOffset now)
    {
        if (pod["metadata"]!["deletionTimestamp"] is not null)
            throw Refusal.ConflictOn("pods/binding", name, $"pod {name} is being deleted, cannot be assigned to a host");
        var spec = pod.Ensure("spec");
        if (spec.Text("nodeName") is { Length: > 0 } old)
            throw Refusal.ConflictOn("pods/binding", name, $"pod {name} is already assigned to node \"{old}\"");
        spec["nodeName"] = node;
        var status = pod.Ensure("status");
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        foreach (var unscheduled in conditions.Where(c => (string?)c?["type"] == "PodScheduled").ToList())
            conditions.Remove(unscheduled);
        conditions.Add(new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        });
    }
}
