using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.IncidentStore.Timelines;
using Pipeline.IncidentStore.Topology;

namespace Pipeline.Detector.Correlation;

/// <summary>Looks up whether something happened on purpose that explains a symptom.</summary>
public sealed class ContextSearch(TimelineStore timeline, TopologyStore topology)
{
    /// <summary>What explains it, as a sentence for a person; null when nothing does.</summary>
    public async Task<string?> ExplainAsync(SymptomReport report, EntityRef owner, TimeSpan settle, CancellationToken cancellationToken)
    {
        if (!ChangeContext.IsPossible(report))
            return null;
        var changes = await timeline.ReadAsync(
            new TimelineQuery(report.Cluster, report.StartedAt - ChangeContext.Before, report.StartedAt + ChangeContext.After)
            {
                Owner = owner,
                Kinds = [TimelineKind.Rollout, TimelineKind.Scale, TimelineKind.Autoscaler],
                Limit = 20,
            },
            cancellationToken);
        var relatives = report.Entity.Kind == "Node" ? await topology.RelativesAsync(report.Entity, owner, cancellationToken) : [];
        return ChangeContext.Explain(report, owner, changes, relatives, settle);
    }
}
