using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Contracts.Topology;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Topology;

/// <summary>What depends on what, by a view of the cluster. Pure.</summary>
public static class ClusterTopology
{
    /// <summary>Which pod runs on which node.</summary>
    public static IReadOnlyList<TopologyEdge> Hosting(ClusterView view) =>
    [
        .. from pod in view.Pods.Items
           where pod.Spec.NodeName is { Length: > 0 }
           select new TopologyEdge(
               TopologyRelation.RunsOn, view.Entity("Pod", pod.Metadata), view.Owners.Of(pod), new EntityRef(view.Cluster, null, "Node", pod.Spec.NodeName!)),
    ];

    /// <summary>Which workload calls which; of a call whose names mean nothing, or several things, nothing is said.</summary>
    public static IReadOnlyList<TopologyEdge> Calls(ClusterView view, IEnumerable<NamedCall> calls)
    {
        var names = new WorkloadNames(view);
        return
        [
            .. from call in calls.Distinct()
               let callee = names.Find(call.Callee, call.Caller.Namespace)
               let caller = names.Find(call.Caller, call.Callee.Namespace)
               where caller is not null && callee is not null && caller != callee
               select new TopologyEdge(TopologyRelation.Calls, caller, caller, callee),
        ];
    }

    /// <summary>Workloads by their own names, and by those of the services in front of them.</summary>
    private sealed class WorkloadNames
    {
        private readonly ILookup<string, EntityRef> _byName;

        public WorkloadNames(ClusterView view)
        {
            var workloads = view.Pods.Items.Select(view.Owners.Of).Where(owner => owner.Kind != "Pod").Distinct().Select(owner => (owner.Name, Owner: owner));
            var services = from service in view.Services.Items
                           where service.Spec.Selector.Count > 0
                           let owner = view.Owners.OfAll(view.PodsBy.With(service.Metadata.Namespace, service.Spec.Selector))
                           where owner is not null
                           select (service.Metadata.Name, Owner: owner);
            _byName = workloads.Concat(services).Distinct().ToLookup(entry => entry.Name, entry => entry.Owner, StringComparer.Ordinal);
        }

        /// <summary>The one that a name means: in its namespace, else in that of the other side, else in the whole cluster.</summary>
        public EntityRef? Find(CallPeer peer, string? nearby) =>
            peer.Namespace is { } ns ? Only(peer.Name, ns) : (nearby is null ? null : Only(peer.Name, nearby)) ?? Only(peer.Name, null);

        private EntityRef? Only(string name, string? ns)
        {
            var found = _byName[name].Where(owner => ns is null || owner.Namespace == ns).Take(2).ToList();
            return found is [var only] ? only : null;
        }
    }
}
