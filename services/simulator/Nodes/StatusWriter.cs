using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Nodes;

/// <summary>Writes a pod's status to the cluster: once for all that happens at one moment, and again when it was refused.</summary>
internal sealed class StatusWriter(PodLife pod)
{
    private readonly PodStatus _status = new(pod);
    private bool _posted;

    public void Post()
    {
        if (_posted || pod.Gone)
            return;
        _posted = true;
        pod.Context.Loop.Post(() => pod.Kubelet.Do(Write));
    }

    private void Write()
    {
        _posted = false;
        if (pod.Gone || _status.Next() is not { } status)
            return;
        try
        {
            pod.Context.Cluster.Modify(Kinds.Pod, pod.Object.Key.Namespace, pod.Object.Key.Name, json =>
            {
                if ((string?)json["metadata"]!["uid"] == pod.Object.Uid)
                    PodStatus.Merge(json, status.DeepClone().AsObject());
            }, new WriteOptions(pod.Kubelet.User, "kubelet", "status"));
        }
        catch (StatusException e) when (e.Code is 404)
        {
            // deleted meanwhile: the watch says so
        }
        catch (StatusException)
        {
            _status.Forget();
            pod.Later(TimeSpan.FromSeconds(1), Post);
        }
    }
}
