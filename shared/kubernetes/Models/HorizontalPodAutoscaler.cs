using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>Scales a workload by its metrics.</summary>
public sealed record HorizontalPodAutoscaler : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.HorizontalPodAutoscalers;

    public HorizontalPodAutoscalerSpec Spec { get; init; } = new();

    public HorizontalPodAutoscalerStatus Status { get; init; } = new();
}

public sealed record HorizontalPodAutoscalerSpec
{
    public ScaleTarget ScaleTargetRef { get; init; } = new();

    public int? MinReplicas { get; init; }

    public int MaxReplicas { get; init; }

    public IReadOnlyList<MetricSpec> Metrics { get; init; } = [];
}

public sealed record ScaleTarget
{
    public string? ApiVersion { get; init; }

    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";
}

public sealed record MetricSpec
{
    /// <summary>Resource, ContainerResource, Pods, Object, External.</summary>
    public string Type { get; init; } = "";

    public ResourceMetric? Resource { get; init; }

    public ResourceMetric? ContainerResource { get; init; }

    public NamedMetric? Pods { get; init; }

    [JsonPropertyName("object")]
    public NamedMetric? OfObject { get; init; }

    public NamedMetric? External { get; init; }
}

public sealed record ResourceMetric
{
    public string Name { get; init; } = "";

    public string? Container { get; init; }

    public MetricTarget? Target { get; init; }

    /// <summary>In the status.</summary>
    public MetricTarget? Current { get; init; }
}

public sealed record NamedMetric
{
    public MetricIdentifier Metric { get; init; } = new();

    public MetricTarget? Target { get; init; }

    public MetricTarget? Current { get; init; }
}

public sealed record MetricIdentifier
{
    public string Name { get; init; } = "";

    public LabelSelector? Selector { get; init; }
}

public sealed record MetricTarget
{
    /// <summary>Utilization, Value, AverageValue.</summary>
    public string? Type { get; init; }

    public int? AverageUtilization { get; init; }

    public Quantity? AverageValue { get; init; }

    public Quantity? Value { get; init; }
}

public sealed record HorizontalPodAutoscalerStatus
{
    public long? ObservedGeneration { get; init; }

    public int CurrentReplicas { get; init; }

    public int DesiredReplicas { get; init; }

    public DateTimeOffset? LastScaleTime { get; init; }

    public IReadOnlyList<MetricSpec> CurrentMetrics { get; init; } = [];

    /// <summary>AbleToScale, ScalingActive, ScalingLimited.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
