using Microsoft.Extensions.Options;
using Pipeline.Hosting;
using Pipeline.Hosting.Authentication;
using Pipeline.IncidentStore.Models;

namespace Pipeline.Dashboard.Models;

/// <summary>What the detector has learned.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder api) =>
        api.MapGet(
                "/metrics/model/info",
                (ModelDirectory models, IOptions<PipelineOptions> pipeline, CancellationToken cancellationToken) =>
                    models.ReadAsync(pipeline.Value.Cluster, cancellationToken))
            .RequireRole(AccessRole.Viewer, AccessRole.Approver, AccessRole.Auditor);
}
