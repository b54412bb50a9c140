using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Pods and roles with more rights than they should need. Hygiene; all findings of an object, not the first.</summary>
public sealed class SecurityScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "Workload";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        References.Templates(view).SelectMany(t => OfPods(view, t.Kind, t.Metadata, t.Spec)).Concat(OfRoles(view));

    private static IEnumerable<Observation> OfPods(ClusterView view, string kind, ObjectMeta meta, PodSpec spec)
    {
        if (spec.ServiceAccountName is null or "" or "default" && spec.AutomountServiceAccountToken != false)
            yield return view.Seen(FailureStates.DefaultServiceAccount, kind, meta, "it runs as the default service account");
        var containers = spec.InitContainers.Concat(spec.Containers).ToList();
        foreach (var container in containers.Where(c => c.SecurityContext?.Privileged == true))
            yield return view.Seen(FailureStates.PrivilegedContainer, kind, meta, $"container {container.Name} is privileged");
        foreach (var container in containers.Where(c => c.SecurityContext is null))
            yield return view.Seen(FailureStates.NoSecurityContext, kind, meta, $"container {container.Name} has no security context");
    }

    private static IEnumerable<Observation> OfRoles(ClusterView view) =>
        from binding in view.RoleBindings.Items
        where binding.RoleRef.Kind == "Role"
        let role = view.Roles.Find(binding.Metadata.Namespace, binding.RoleRef.Name)
        where role is not null && role.Rules.Any(rule => rule.Verbs.Contains("*") || rule.Resources.Contains("*"))
        select view.Seen(FailureStates.WildcardRole, "RoleBinding", binding.Metadata, $"role {role.Metadata.Name}, which it grants, allows everything (*) on something");
}
