using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving.Subresources;

/// <summary>Deletes a pod if its disruption budget allows that.</summary>
internal static class EvictionSubresource
{
    private const int BudgetRetrySeconds = 10;
    private static readonly ExpectedKind Eviction = new("policy/v1", "Eviction") { AlsoAccepts = ["policy/v1beta1"] };

    public static async Task AnswerAsync(ApiRequest request)
    {
        if (request.Info.Verb != "create")
            throw Refusal.MethodNotAllowed();
        var options = RequestOptions.Read(request, "CreateOptions");
        var body = RequestBody.ToJson(request, await RequestBody.ReadAsync(request));
        var eviction = BodyDecoding.Decode(request, body, Eviction, options.FieldValidation);
        if (ApiRequest.NameOf(eviction) != request.Info.Name)
            throw Refusal.BadRequest("name in URL does not match name in Eviction object");
        var delete = Deleting.Read(eviction["deleteOptions"] as JsonObject ?? [], request.User.Name);
        Evict(request.Cluster, request.Info.Namespace, request.Info.Name, delete with { DryRun = delete.DryRun || options.DryRun });
        await Answers.JsonAsync(request.Http, 201, Answers.Success(code: 201));
    }

    private static void Evict(SimulatedCluster cluster, string ns, string name, DeleteOptions options)
    {
        var pod = cluster.Find(Kinds.Pod, ns, name) ?? throw Refusal.NotFound(Kinds.Pod, name);
        var json = pod.ToJson();
        if (!IgnoresBudgets(json))
        {
            var budgets = cluster.List(Kinds.PodDisruptionBudget, ns).Select(b => b.ToJson()).Where(b => Covers(b, json)).ToList();
            if (budgets.Count > 1)
                throw Refusal.Unexpected("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
            if (budgets.Count == 1)
                CheckBudget(cluster, ns, name, budgets[0], json, options.DryRun);
        }
        var definition = BuiltInResources.Of(Kinds.Pod);
        if (options.Uid is { } uid && uid != pod.Uid)
        {
            throw Refusal.ConflictOn(
                "Pod", name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({pod.Uid}). The object might have been deleted and then recreated");
        }
        if (!options.DryRun && json["metadata"]!["deletionTimestamp"] is null)
            cluster.Writer.Mark(definition, ns, name, live => AddCondition(live, cluster.Clock.GetUtcNow()));
        cluster.Deletion.Delete(definition, ns, name, options);
    }

    /// <summary>Pods that do no work any more, or none yet, are nobody's loss.</summary>
    private static bool IgnoresBudgets(JsonObject pod) =>
        (string?)pod["status"]?["phase"] is "Pending" or "Succeeded" or "Failed" || pod["metadata"]!["deletionTimestamp"] is not null;

    private static bool Covers(JsonObject budget, JsonObject pod) =>
        budget["spec"]?["selector"] is JsonObject selector
        && WorkloadValidation.Matches(selector, pod["metadata"]?["labels"] as JsonObject ?? []);

    private static void CheckBudget(SimulatedCluster cluster, string ns, string pod, JsonObject budget, JsonObject json, bool dryRun)
    {
        var (name, status) = (ApiRequest.NameOf(budget), budget["status"] as JsonObject ?? []);
        if ((status.Whole("observedGeneration") ?? 0) < (budget["metadata"]!.AsObject().Whole("generation") ?? 0))
            throw TooMany($"The disruption budget {name} is still being processed by the server.", BudgetRetrySeconds);
        var (current, desired) = (status.Whole("currentHealthy") ?? 0, status.Whole("desiredHealthy") ?? 0);
        if (!IsReady(json) && ((string?)budget["spec"]?["unhealthyPodEvictionPolicy"] == "AlwaysAllow" || (current >= desired && desired > 0)))
            return;
        if ((status.Whole("disruptionsAllowed") ?? 0) <= 0)
            throw TooMany($"The disruption budget {name} needs {desired} healthy pods and has {current} currently");
        if (!dryRun)
            cluster.Writer.UpdateStatus(Kinds.PodDisruptionBudget, ns, name, live => Spend(live, pod, cluster.Clock.GetUtcNow()));
    }

    private static void Spend(JsonObject budget, string pod, DateTimeOffset now)
    {
        var (status, time) = (budget.Ensure("status"), Time(now));
        var left = (status.Whole("disruptionsAllowed") ?? 0) - 1;
        if (left < 0)
            throw TooMany($"The disruption budget {ApiRequest.NameOf(budget)} needs {status.Whole("desiredHealthy")} healthy pods and has {status.Whole("currentHealthy")} currently");
        status["disruptionsAllowed"] = left;
        status.Ensure("disruptedPods")[pod] = time;
        if (left > 0)
            return;
        foreach (var condition in status.Objects("conditions").Where(c => c.Text("type") == "DisruptionAllowed" && c.Text("status") != "False"))
        {
            condition["status"] = "False";
            condition["reason"] = "InsufficientPods";
            condition["lastTransitionTime"] = time;
        }
    }

    private static void AddCondition(JsonObject pod, DateTimeOffset now)
    {
        var status = pod.Ensure("status");
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        foreach (var old in conditions.Where(c => (string?)c?["type"] == "DisruptionTarget").ToList())
            conditions.Remove(old);
        conditions.Add(new JsonObject
        {
            ["type"] = "DisruptionTarget",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = Time(now),
            ["reason"] = "EvictionByEvictionAPI",
            ["message"] = "Eviction API: evicting",
        });
    }

    private static bool IsReady(JsonObject pod) =>
        (pod["status"] as JsonObject ?? []).Objects("conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");

    private static StatusException TooMany(string why, int? retrySeconds = null)
    {
        var details = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }) };
        if (retrySeconds is not null)
            details["retryAfterSeconds"] = retrySeconds;
        return new StatusException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", details);
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
