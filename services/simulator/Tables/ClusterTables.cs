using System.Text.Json;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Configuration, limits and access.</summary>
internal static class ClusterTables
{
    public static readonly TableLayout Namespace = new(
        [Name, Text("Status", "Whether it is active or ends."), Age],
        (o, now) => [o.Name(), o.Text("status", "phase"), o.Age(now)]);

    public static readonly TableLayout ConfigMap = new(
        [Name, Text("Data", "How many entries it has."), Age],
        (o, now) => [o.Name(), o.Pairs("data").Length + o.Pairs("binaryData").Length, o.Age(now)]);

    public static readonly TableLayout Secret = new(
        [Name, Text("Type", "What it is for."), Text("Data", "How many entries it has."), Age],
        (o, now) => [o.Name(), o.Text("type"), o.Pairs("data").Length, o.Age(now)]);

    public static readonly TableLayout ServiceAccount = new(
        [Name, Text("Secrets", "How many secrets it may use."), Age],
        (o, now) => [o.Name(), o.Items("secrets").Length, o.Age(now)]);

    public static readonly TableLayout ResourceQuota = new(
        [Name, Text("Request", "Requests and objects in use, of those allowed."), Text("Limit", "Limits in use, of those allowed."), Age],
        (o, now) => [o.Name(), Quota(o, limits: false), Quota(o, limits: true), o.Age(now)]);

    public static readonly TableLayout PodDisruptionBudget = new(
        [
            Name, Text("Min Available", "Pods that must stay available."), Text("Max Unavailable", "Pods that may be unavailable."),
            Number("Allowed Disruptions", "Pods that may be disrupted now."), Age,
        ],
        (o, now) =>
        [
            o.Name(), o.Text("spec", "minAvailable").Or("N/A"), o.Text("spec", "maxUnavailable").Or("N/A"), o.Number("status", "disruptionsAllowed"), o.Age(now),
        ]);

    public static readonly TableLayout Webhooks = new(
        [Name, Number("Webhooks", "How many webhooks it has."), Age],
        (o, now) => [o.Name(), o.Items("webhooks").Length, o.Age(now)]);

    public static readonly TableLayout PriorityClass = new(
        [
            Name, Number("Value", "The priority."), new TableColumn("Global-Default", "boolean", "Whether pods without a class get it."), Age,
            Text("PreemptionPolicy", "Whether its pods push others out."),
        ],
        (o, now) => [o.Name(), o.Number("value"), o.Flag("globalDefault"), o.Age(now), o.Text("preemptionPolicy").Or("PreemptLowerPriority")]);

    public static readonly TableLayout Lease = new(
        [Name, Text("Holder", "Who holds it."), Age],
        (o, now) => [o.Name(), o.Text("spec", "holderIdentity"), o.Age(now)]);

    public static readonly TableLayout RoleBinding = new(
        [
            Name, Text("Role", "Role that is given."), Age, Wide("Users", "Users who get it."), Wide("Groups", "Groups that get it."),
            Wide("ServiceAccounts", "Service accounts that get it."),
        ],
        (o, now) =>
        [
            o.Name(), $"{o.Text("roleRef", "kind")}/{o.Text("roleRef", "name")}", o.Age(now), Subjects(o, "User", s => s.Text("name")),
            Subjects(o, "Group", s => s.Text("name")), Subjects(o, "ServiceAccount", s => $"{s.Text("namespace")}/{s.Text("name")}"),
        ]);

    /// <summary>For kinds that say nothing more of themselves.</summary>
    public static readonly TableLayout Plain = new(
        [Name, new TableColumn("Created At", "date", "When the object was created.")],
        (o, _) => [o.Name(), o.Text("metadata", "creationTimestamp")]);

    private static string Subjects(JsonElement binding, string kind, Func<JsonElement, string> text) =>
        string.Join(", ", binding.Items("subjects").Where(s => s.Text("kind") == kind).Select(text));

    private static string Quota(JsonElement quota, bool limits) => string.Join(", ", quota.Pairs("status", "hard")
        .Where(h => h.Key.StartsWith("limits.", StringComparison.Ordinal) == limits)
        .Select(h => $"{h.Key}: {quota.Text("status", "used", h.Key).Or("0")}/{h.Value}"));
}
