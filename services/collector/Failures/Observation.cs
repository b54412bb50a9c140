using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures;

/// <summary>One object seen in one failure state at one look. What comes of it over time says the <see cref="ObservationLedger"/>.</summary>
public sealed record Observation
{
    /// <summary>What is sick.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>How.</summary>
    public required FailureState State { get; init; }

    /// <summary>In the cluster's words and numbers; not masked yet, and any length.</summary>
    public required string Message { get; init; }

    /// <summary>Since when by the object's own word; null when it does not say, and then the first look counts.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who answers for it, where the rule knows better than owner references: the workload behind a Service.</summary>
    public EntityRef? Owner { get; init; }

    /// <summary>How often: restarts, failed pods, repeated events. 1 when it cannot be counted.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Instead of the state's own.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Instead of the state's own.</summary>
    public ObservationWeight? Weight { get; init; }

    /// <summary>Instead of the state's own settle time, when that is shorter: a rollout in progress gets more patience.</summary>
    public TimeSpan? AtLeast { get; init; }

    /// <summary>How far what is waited for has come ("3 of 5 updated"); while it changes, the wait begins anew.</summary>
    public string? Progress { get; init; }

    /// <summary>Kinds beside the entity's own that were looked at: while one cannot be seen, it cannot be said that the trouble is over.</summary>
    public IReadOnlyList<ResourceType> RestsOn { get; init; } = [];

    /// <summary>Facts for machines: "container", "reason", "exitCode", "image", "node".</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>Severity as it counts.</summary>
    public Severity Urgency => Severity ?? State.Severity;

    /// <summary>Weight as it counts.</summary>
    public ObservationWeight Worth => Weight ?? State.Weight;

    /// <summary>Identity of the trouble over time: "object:&lt;cluster&gt;|&lt;kind&gt;/&lt;namespace&gt;/&lt;name&gt;|&lt;state&gt;".</summary>
    public string Key => KeyOf(Entity, State.Name);

    /// <summary>The key of an entity's state; an empty namespace for what has none.</summary>
    public static string KeyOf(EntityRef entity, string state) =>
        $"object:{entity.Cluster}|{entity.Kind}/{entity.Namespace}/{entity.Name}|{state}";

    /// <summary>The same state of the same object, seen in two places (two containers): one trouble.</summary>
    public Observation With(Observation other) => this with
    {
        Message = Message.Contains(other.Message, StringComparison.Ordinal) ? Message : $"{Message}; {other.Message}",
        Since = (Since, other.Since) switch
        {
            ({ } a, { } b) => a < b ? a : b,
            var (a, b) => a ?? b,
        },
        Count = Count + other.Count,
        Severity = Urgency > other.Urgency ? Urgency : other.Urgency,
        Weight = Worth < other.Worth ? Worth : other.Worth,
        Details = Details.Concat(other.Details.Where(d => !Details.ContainsKey(d.Key))).ToDictionary(StringComparer.Ordinal),
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Entity} {State.Name}: {Message}");
}
