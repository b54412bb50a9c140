using Microsoft.Extensions.Options;
using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Errors;
using Pipeline.Hosting;
using Pipeline.Hosting.Authentication;
using Pipeline.Incidents.Governance;
using Pipeline.IncidentStore.Governing;

namespace Pipeline.Dashboard.Suppressions;

/// <summary>What opens no incident for a while: list, begin, end.</summary>
internal static class SuppressionEndpoints
{
    public static void MapSuppressions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/suppressions", ListAsync).RequireRole(AccessRole.Viewer, AccessRole.Approver, AccessRole.Auditor);
        api.MapPost("/suppressions", StartAsync).RequireRole(AccessRole.Approver);
        api.MapPost("/suppressions/{id}/end", EndAsync).RequireRole(AccessRole.Approver);
    }

    private static async Task<IResult> ListAsync(SuppressionDesk desk, IOptions<PipelineOptions> pipeline, CancellationToken cancellationToken) =>
        Results.Ok((await desk.ActiveAsync(pipeline.Value.Cluster, cancellationToken)).Select(SuppressionDocument.Of));

    private static async Task<IResult> StartAsync(
        SuppressRequest request, SuppressionDesk desk, IOptions<PipelineOptions> pipeline, HttpContext http, CancellationToken cancellationToken)
    {
        if (request.Minutes is not { } minutes)
            return ApiProblem.Invalid("minutes is missing: say how long; nothing is suppressed for ever.").ToResult();
        if (!(minutes > 0 && minutes <= SuppressionDesk.Longest.TotalMinutes))
            return ApiProblem.Invalid($"minutes is {minutes}; it must be more than 0 and at most {SuppressionDesk.Longest.TotalMinutes:0}.").ToResult();
        var scope = new SuppressionScope(request.Namespace, request.Owner, request.FailureClass, request.Metric);
        return Answer(await desk.StartAsync(
            pipeline.Value.Cluster, scope, request.Reason, TimeSpan.FromMinutes(minutes), request.UntilClear, Speaker.Of(http), cancellationToken));
    }

    private static async Task<IResult> EndAsync(
        string id, WordRequest request, SuppressionDesk desk, IOptions<PipelineOptions> pipeline, HttpContext http, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var suppression)
            ? Answer(await desk.EndAsync(pipeline.Value.Cluster, suppression, request.Text, Speaker.Of(http), cancellationToken))
            : ApiProblem.Invalid($"'{id}' is not an id: GET /api/v1/suppressions shows them.").ToResult();

    private static IResult Answer(SuppressionAnswer answer) => answer switch
    {
        SuppressionAnswer.Taken taken => Results.Ok(SuppressionDocument.Of(taken.Suppression)),
        SuppressionAnswer.Denied denied => ApiProblem.Of(denied.Kind, denied.Reason).ToResult(),
        var other => throw new InvalidOperationException($"Nobody answers {other.GetType().Name}."),
    };
}
