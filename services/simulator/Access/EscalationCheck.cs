using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Access;

/// <summary>Nobody grants rights that they do not have, unless they may escalate or bind.</summary>
/// <param name="rbac">Knows the rights.</param>
public sealed class EscalationCheck(RbacAuthorizer rbac)
{
    /// <summary>Refuses a role or binding that would give more than its writer has.</summary>
    /// <exception cref="StatusException">It would.</exception>
    public void Check(UserInfo user, ResourceKind kind, JsonObject json)
    {
        if (kind.Group != "rbac.authorization.k8s.io" || user.Groups.Contains(UserInfo.Masters))
            return;
        var metadata = json["metadata"] as JsonObject ?? [];
        var (ns, name) = (metadata.Text("namespace") ?? "", metadata.Text("name") ?? "");
        if (kind == Kinds.Role || kind == Kinds.ClusterRole)
        {
            if (!rbac.Allows(user, new AccessRequest("escalate", kind.Group, kind.Plural, Namespace: ns, Name: name)))
                CheckRules(user, kind, ns, name, PolicyRule.Read(json));
            return;
        }
        var role = json["roleRef"] as JsonObject ?? [];
        var (roleKind, roleName) = (role.Text("kind") ?? "", role.Text("name") ?? "");
        var plural = roleKind == "ClusterRole" ? "clusterroles" : "roles";
        if (!rbac.Allows(user, new AccessRequest("bind", kind.Group, plural, Namespace: ns, Name: roleName)))
            CheckRules(user, kind, ns, name, rbac.Rules((roleKind, roleName), ns));
    }

    private void CheckRules(UserInfo user, ResourceKind kind, string ns, string name, IEnumerable<PolicyRule> wanted)
    {
        var held = rbac.RulesOf(user, ns).ToList();
        var missing = wanted.SelectMany(r => r.Split()).Where(single => !held.Exists(h => h.Covers(single))).ToList();
        if (missing.Count == 0)
            return;
        var groups = string.Join(" ", user.Groups.Select(g => $"\"{g}\""));
        throw Refusal.Forbidden(
            kind, name,
            $"user \"{user.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', missing)}");
    }
}
