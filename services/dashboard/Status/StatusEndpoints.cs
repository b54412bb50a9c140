using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.Hosting;
using Pipeline.Hosting.Authentication;
using Pipeline.Hosting.Stages;

namespace Pipeline.Dashboard.Status;

/// <summary>Whether the pipeline itself is well.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder api) =>
        api.MapGet("/status", StatusAsync).RequireRole(AccessRole.Viewer, AccessRole.Approver, AccessRole.Auditor);

    private static async Task<PipelineStatus> StatusAsync(
        StageHealth stages, PostgresEventStore store, IOptions<PipelineOptions> pipeline, ServiceIdentity identity,
        CancellationToken cancellationToken) =>
        new(pipeline.Value.Cluster, identity.Version, await stages.ReadAsync(cancellationToken),
            (await store.Intake.WaitingClustersAsync(cancellationToken)).Contains(pipeline.Value.Cluster, StringComparer.Ordinal));
}

/// <summary>The state of the pipeline.</summary>
/// <param name="Cluster">The watched cluster.</param>
/// <param name="Version">Of this service.</param>
/// <param name="Stages">Each stage, and whether it works.</param>
/// <param name="IntakeWaiting">Whether symptoms wait to be correlated: normal for a moment, a fault when it lasts.</param>
public sealed record PipelineStatus(string Cluster, string Version, IReadOnlyList<StageStatus> Stages, bool IntakeWaiting);
