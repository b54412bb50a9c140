using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_poddisruptionbudget_*.</summary>
internal sealed class PodDisruptionBudgetMetrics : IStateMetrics
{
    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of("kube_poddisruptionbudget_status_current_healthy", "Current number of healthy pods", 0, "status", "currentHealthy"),
        NumberMetric.Of("kube_poddisruptionbudget_status_desired_healthy", "Minimum desired number of healthy pods", 0, "status", "desiredHealthy"),
        NumberMetric.Of(
            "kube_poddisruptionbudget_status_pod_disruptions_allowed", "Number of pod disruptions that are currently allowed", 0,
            "status", "disruptionsAllowed"),
        NumberMetric.Of(
            "kube_poddisruptionbudget_status_expected_pods", "Total number of pods counted by this disruption budget", 0, "status", "expectedPods"),
        NumberMetric.Of(
            "kube_poddisruptionbudget_status_observed_generation", "Most recent generation observed when updating this PDB status", 0,
            "status", "observedGeneration"),
    ];

    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_poddisruptionbudget_created", "Unix creation timestamp");

    public ResourceKind Kind => Kinds.PodDisruptionBudget;

    public string NameLabel => "poddisruptionbudget";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        samples.AddTimes(Created);
    }
}
