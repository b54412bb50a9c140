using System.Text.Json;
using static Pipeline.Simulator.Tables.JsonReading;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Pods, with the one word that says best how they are.</summary>
internal static class PodTable
{
    public static readonly TableLayout Layout = new(
        [
            Name, Text("Ready", "Containers that are ready, of all."), Text("Status", "State of the pod as a whole."),
            Text("Restarts", "How often its containers were restarted, and when last."), Age, Wide("IP", "Address of the pod."),
            Wide("Node", "Node that it is bound to."), Wide("Nominated Node", "Node on which others are preempted for it."),
            Wide("Readiness Gates", "Readiness gates that hold, of all."),
        ],
        Cells,
        pod => pod.Text("status", "phase") switch
        {
            "Succeeded" => ("Succeeded", "The pod has completed successfully."),
            "Failed" => ("Failed", "The pod failed."),
            _ => null,
        });

    private static object?[] Cells(JsonElement pod, DateTimeOffset now)
    {
        var (ready, total, reason, restarts, restarted) = PodSummary.Of(pod);
        var gates = pod.Items("spec", "readinessGates");
        return
        [
            pod.Name(), Format($"{ready}/{total}"), reason,
            restarts > 0 && restarted is not null ? Format($"{restarts} ({HumanDuration.Since(restarted, now)} ago)") : Format($"{restarts}"),
            pod.Age(now),
            (pod.Items("status", "podIPs") is [var first, ..] ? first.Text("ip") : pod.Text("status", "podIP")).Or("<none>"),
            pod.Text("spec", "nodeName").Or("<none>"),
            pod.Text("status", "nominatedNodeName").Or("<none>"),
            gates.Length == 0 ? "<none>" : Format($"{gates.Count(g => Phrases.IsTrue(pod, g.Text("conditionType")))}/{gates.Length}"),
        ];
    }
}
