using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Faults;

/// <summary>Jobs that fail.</summary>
internal static class JobFaults
{
    public static IEnumerable<FaultKind> All =>
    [
        new("job-failing", "The cron job's command is changed to one that fails, and a job is started from it at once; it fails until its back-off limit.",
            "Correct the cron job's command and run it again; running it again as it is does not help.", FaultTarget.CronJob,
            [new("backoffLimit", "Tries after the first", "2", 0, 10)])
        {
            Begin = e =>
            {
                const string script = "echo 'loading report definitions'; sleep 2; echo 'ERROR: relation \"daily_totals\" does not exist'; exit 3";
                var limit = (int)e.Number("backoffLimit");
                e.Change(e.Subject.Kind, e.Subject.Namespace, e.Subject.Name, json =>
                {
                    var job = json["spec"]!["jobTemplate"]!["spec"]!.AsObject();
                    job["backoffLimit"] = limit;
                    var container = FaultEffect.ContainerOf(job["template"]!.AsObject());
                    container["command"] = new JsonArray("sh", "-c", script);
                    container.Remove("args");
                });
                var template = e.Cluster.Find(e.Subject.Kind, e.Subject.Namespace, e.Subject.Name)!.ToJson()["spec"]!["jobTemplate"]!.AsObject();
                e.Create(Kinds.Job, new JsonObject
                {
                    ["metadata"] = new JsonObject
                    {
                        ["name"] = $"{e.Subject.Name}-manual-{e.World.Context.Random.Next(0x100000):x5}",
                        ["namespace"] = e.Subject.Namespace,
                        ["labels"] = template["metadata"]?["labels"]?.DeepClone() ?? new JsonObject(),
                        ["annotations"] = new JsonObject { ["cronjob.kubernetes.io/instantiate"] = "manual" },
                        ["ownerReferences"] = new JsonArray(new JsonObject
                        {
                            ["apiVersion"] = e.Subject.Kind.ApiVersion,
                            ["kind"] = "CronJob",
                            ["name"] = e.Subject.Name,
                            ["uid"] = e.Subject.Object.Root.Text("metadata", "uid"),
                            ["controller"] = true,
                        }),
                    },
                    ["spec"] = template["spec"]!.DeepClone(),
                });
            },
        },
    ];
}
