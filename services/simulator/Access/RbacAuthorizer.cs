using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Access;

/// <summary>Decides by the roles and bindings in the store who may do what.</summary>
/// <param name="store">Where the roles are.</param>
public sealed class RbacAuthorizer(ObjectStore store)
{
    private readonly ConditionalWeakTable<StoredObject, Binding> _bindings = [];
    private readonly ConditionalWeakTable<StoredObject, StrongBox<ImmutableArray<PolicyRule>>> _rules = [];

    /// <summary>Whether a user may do something.</summary>
    public bool Allows(UserInfo user, AccessRequest request) =>
        user.Groups.Contains(UserInfo.Masters) || RulesOf(user, request.Namespace).Any(r => r.Allows(request));

    /// <summary>All rules that a user has in a namespace, the cluster's first.</summary>
    public IEnumerable<PolicyRule> RulesOf(UserInfo user, string ns)
    {
        foreach (var binding in Bindings(Kinds.ClusterRoleBinding, null).Where(b => b.Names(user)))
        {
            foreach (var rule in Rules(binding.Role, ""))
                yield return rule;
        }
        foreach (var binding in ns.Length == 0 ? [] : Bindings(Kinds.RoleBinding, ns).Where(b => b.Names(user)))
        {
            foreach (var rule in Rules(binding.Role, ns))
                yield return rule;
        }
    }

    /// <summary>The rules of a role that a binding names; none when it does not exist.</summary>
    public ImmutableArray<PolicyRule> Rules((string Kind, string Name) role, string ns)
    {
        var found = role.Kind == "ClusterRole" ? store.Find(Kinds.ClusterRole, "", role.Name) : store.Find(Kinds.Role, ns, role.Name);
        return found is null ? [] : _rules.GetValue(found, static r => new(PolicyRule.Read(r.ToJson()))).Value;
    }

    private IEnumerable<Binding> Bindings(ResourceKind kind, string? ns) =>
        store.List(kind).Objects.Values.Where(b => ns is null || b.Key.Namespace == ns).Select(b => _bindings.GetValue(b, static o => new Binding(o)));

    private sealed class Binding
    {
        private readonly HashSet<(string Kind, string Name)> _subjects;

        public Binding(StoredObject stored)
        {
            var json = stored.ToJson();
            var role = json["roleRef"] as JsonObject ?? [];
            Role = (role.Text("kind") ?? "", role.Text("name") ?? "");
            _subjects = [.. json.Objects("subjects").Select(s => s.Text("kind") == "ServiceAccount"
                ? ("User", $"system:serviceaccount:{s.Text("namespace") ?? stored.Key.Namespace}:{s.Text("name")}")
                : (s.Text("kind") ?? "", s.Text("name") ?? ""))];
        }

        public (string Kind, string Name) Role { get; }

        public bool Names(UserInfo user) => _subjects.Contains(("User", user.Name)) || user.Groups.Any(g => _subjects.Contains(("Group", g)));
    }
}
