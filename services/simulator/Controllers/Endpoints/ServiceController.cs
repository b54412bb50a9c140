using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;

namespace Pipeline.Simulator.Controllers.Endpoints;

/// <summary>What the two controllers of endpoints have in common: they look at a service when it or one of its pods changes.</summary>
public abstract class ServiceController(ControllerContext context, string account) : Controller(context, account)
{
    protected const string TriggerTime = "endpoints.kubernetes.io/last-change-trigger-time";
    protected const string HeadlessLabel = "service.kubernetes.io/headless";

    /// <summary>How long changes of pods are gathered: --endpoint-updates-batch-period of the real controllers.</summary>
    private static readonly TimeSpan BatchPeriod = TimeSpan.FromMilliseconds(500);

    public override void Start()
    {
        Informers.Services.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Pods.OnChange(HearPod);
    }

    /// <summary>When what the endpoints now show has happened: the latest of the pods' and the service's own changes.</summary>
    protected string TriggerOf(ServiceView service, IEnumerable<PodView> pods) =>
        Timestamps.Seconds(pods.Select(p => p.Status.Condition("Ready").Time("lastTransitionTime") ?? p.Created).Append(service.Created).Max());

    private void HearPod(PodView? before, PodView? after)
    {
        if (before is not null && after is not null && LooksTheSame(before, after))
            return;
        var pod = (after ?? before)!;
        foreach (var service in Informers.Services.InNamespace(pod.Namespace))
        {
            if (service.HasSelector && (service.Selector.Matches(pod.Labels) || (before is not null && service.Selector.Matches(before.Labels))))
                Queue.AddAfter(service.Key, BatchPeriod);
        }
    }

    private static bool LooksTheSame(PodView a, PodView b) =>
        a.IsReady == b.IsReady && a.Phase == b.Phase && a.IsBeingDeleted == b.IsBeingDeleted && a.NodeName == b.NodeName
        && a.Status.Text("podIP") == b.Status.Text("podIP")
        && a.HasLabelsOf(b);
}
