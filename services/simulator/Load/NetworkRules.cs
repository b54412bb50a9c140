using System.Text.Json;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Load;

/// <summary>Which pods may talk to which, by the NetworkPolicies: a pod that policies select takes, or sends, only what one of them allows.</summary>
internal sealed class NetworkRules(ICluster cluster)
{
    private readonly Dictionary<ObjectKey, StoredObject> _policies = [];

    /// <summary>One end of a conversation.</summary>
    /// <param name="Namespace">Empty for the world outside.</param>
    internal readonly record struct Peer(string Namespace, IReadOnlyDictionary<string, string> Labels)
    {
        public static readonly Peer Outside = new("", new Dictionary<string, string>());
    }

    public bool AreThereAny => _policies.Count > 0;

    public void Start() => cluster.Watch(Kinds.NetworkPolicy, e =>
    {
        if (e.Type == ChangeType.Deleted)
            _policies.Remove(e.Current.Key);
        else
            _policies[e.Current.Key] = e.Current;
    });

    /// <summary>Whether a packet arrives.</summary>
    /// <param name="port">Of the receiving pod; 0 for unknown, which every port rule lets pass.</param>
    public bool Allow(Peer from, Peer to, int port) =>
        _policies.Count == 0 || (Passes(to, from, port, "Ingress", "ingress", "from") && Passes(from, to, port, "Egress", "egress", "to"));

    private bool Passes(Peer own, Peer other, int port, string type, string rules, string peers)
    {
        var selected = false;
        foreach (var policy in _policies.Values)
        {
            var spec = policy.Root.At("spec");
            if (policy.Key.Namespace != own.Namespace || !Covers(spec, type) || !Selects(spec.At("podSelector"), own.Labels))
                continue;
            selected = true;
            foreach (var rule in spec.Items(rules))
            {
                if (PortFits(rule, port) && (!rule.Has(peers) || rule.Items(peers).Any(p => IsPeer(p, policy.Key.Namespace, other))))
                    return true;
            }
        }
        return !selected;
    }

    private static bool Covers(JsonElement spec, string type) =>
        spec.Has("policyTypes") ? spec.Texts("policyTypes").Contains(type) : type == "Ingress" || spec.Has("egress");

    private static bool PortFits(JsonElement rule, int port) =>
        port == 0 || !rule.Has("ports") || rule.Items("ports").Any(p => p.Integer("port") is not { } number || number == port
            || (p.Integer("endPort") is { } end && number <= port && port <= end));

    private bool IsPeer(JsonElement peer, string policyNamespace, Peer other)
    {
        if (peer.Has("ipBlock"))
            return other.Namespace.Length == 0 || peer.Text("ipBlock", "cidr") == "0.0.0.0/0";
        if (other.Namespace.Length == 0)
            return false;
        var inNamespace = peer.Has("namespaceSelector")
            ? Selects(peer.At("namespaceSelector"), cluster.Find(Kinds.Namespace, "", other.Namespace)?.Labels ?? new Dictionary<string, string>())
            : other.Namespace == policyNamespace;
        return inNamespace && (!peer.Has("podSelector") || Selects(peer.At("podSelector"), other.Labels));
    }

    private static bool Selects(JsonElement selector, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var label in selector.Members("matchLabels"))
        {
            if (!labels.TryGetValue(label.Name, out var value) || value != label.Value.GetString())
                return false;
        }
        foreach (var expression in selector.Items("matchExpressions"))
        {
            var has = labels.TryGetValue(expression.Text("key") ?? "", out var value);
            var holds = expression.Text("operator") switch
            {
                "In" => has && expression.Texts("values").Contains(value!),
                "NotIn" => !has || !expression.Texts("values").Contains(value!),
                "Exists" => has,
                "DoesNotExist" => !has,
                _ => false,
            };
            if (!holds)
                return false;
        }
        return true;
    }
}
