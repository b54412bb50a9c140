using System.Text.Json;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>The samples that one object makes, while they are collected.</summary>
/// <param name="source">The object.</param>
/// <param name="identity">Labels that each sample has: what names the object, and the target.</param>
internal sealed class StateSamples(StoredObject source, (string Name, string Value)[] identity)
{
    private static readonly string[] Statuses = ["true", "false", "unknown"];
    private readonly List<StateSample> _samples = [];

    /// <summary>The whole object.</summary>
    public JsonElement Root => source.Root;

    /// <summary>What was collected.</summary>
    public StateSample[] ToArray() => [.. _samples];

    /// <summary>Adds a sample; none when there is no value.</summary>
    public void Add(MetricFamily family, double? value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        if (value is { } number)
            _samples.Add(new StateSample(family, LabelSet.Of([.. identity, .. labels, (LabelSet.MetricName, family.Name)]), number));
    }

    /// <summary>Adds one sample per possible value of a label: 1 for the one that holds.</summary>
    public void AddChoice(MetricFamily family, string label, ReadOnlySpan<string> choices, string chosen, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        foreach (var choice in choices)
            Add(family, choice == chosen ? 1 : 0, [.. labels, (label, choice)]);
    }

    /// <summary>Adds three samples per condition of the status: for true, false and unknown.</summary>
    public void AddConditions(MetricFamily family)
    {
        foreach (var condition in Root.Items("status", "conditions"))
            AddChoice(family, "status", Statuses, Lower(condition.Text("status")), ("condition", condition.Text("type")));
    }

    /// <summary>Adds three samples of one condition, when the object has it.</summary>
    public void AddCondition(MetricFamily family, string type)
    {
        foreach (var condition in Root.Items("status", "conditions").Where(c => c.Text("type") == type))
            AddChoice(family, "condition", Statuses, Lower(condition.Text("status")));
    }

    /// <summary>Adds the object's labels as labels of a sample.</summary>
    public void AddLabels(MetricFamily family) =>
        Add(family, 1, [.. source.Labels.Select(l => ($"label_{Sanitized(l.Key)}", l.Value))]);

    /// <summary>Adds when the object was created, and when it began to be deleted.</summary>
    public void AddTimes(MetricFamily created, MetricFamily? deleted = null)
    {
        Add(created, Root.UnixTime("metadata", "creationTimestamp"));
        if (deleted is not null)
            Add(deleted, Root.UnixTime("metadata", "deletionTimestamp"));
    }

    /// <summary>Adds one sample per owner; one without labels of an owner when there is none, as kube-state-metrics does.</summary>
    public void AddOwners(MetricFamily family)
    {
        var any = false;
        foreach (var owner in Root.Items("metadata", "ownerReferences"))
        {
            any = true;
            Add(
                family, 1, ("owner_kind", owner.Text("kind")), ("owner_name", owner.Text("name")),
                ("owner_is_controller", owner.IsTrue("controller") ? "true" : "false"));
        }
        if (!any)
            Add(family, 1);
    }

    /// <summary>"True", "False" and "Unknown" as labels have them.</summary>
    public static string Lower(string status) => status switch
    {
        "True" => "true",
        "False" => "false",
        _ => "unknown",
    };

    /// <summary>A resource's name as a label's value and its unit: "ephemeral_storage" in bytes.</summary>
    public static (string Name, string Unit) Resource(string name) => (
        Sanitized(name),
        name == "cpu" ? "core"
            : name is "memory" or "storage" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal) ? "byte"
            : "integer");

    private static string Sanitized(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}

/// <summary>A sample of an object.</summary>
internal readonly record struct StateSample(MetricFamily Family, LabelSet Labels, double Value);
