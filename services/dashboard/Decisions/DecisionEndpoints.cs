using Microsoft.Extensions.Options;
using Pipeline.Dashboard.Errors;
using Pipeline.Dashboard.Incidents;
using Pipeline.Hosting;
using Pipeline.Hosting.Authentication;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Deciding;

namespace Pipeline.Dashboard.Decisions;

/// <summary>What people may say of an incident over HTTP. Who speaks comes from the authentication, never from the body.</summary>
internal static class DecisionEndpoints
{
    private const string DefaultChannel = "http";

    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        var incident = api.MapGroup("/incidents/{id}").RequireRole(AccessRole.Approver);
        incident.MapPost("/approve", ApproveAsync);
        incident.MapPost("/reject", RejectAsync);
        incident.MapPost("/outcome", OutcomeAsync);
        MapWord(incident, "dismiss", (by, text, now) => new IncidentCommand.Dismiss { Now = now, By = by, Reason = text });
        MapWord(incident, "resolve", (by, text, now) => new IncidentCommand.Resolve { Now = now, By = by, Reason = text });
        MapWord(incident, "reopen", (by, text, now) => new IncidentCommand.Reopen { Now = now, By = by, Reason = text });
        MapWord(incident, "escalate", (by, text, now) => new IncidentCommand.Escalate { Now = now, By = by, Reason = text });
        MapWord(incident, "comments", (by, text, now) => new IncidentCommand.AddComment { Now = now, By = by, Text = text });
    }

    private static Task<IResult> ApproveAsync(
        string id, ApproveRequest request, IncidentLookup lookup, ApprovalDesk desk, HttpContext http, CancellationToken cancellationToken) =>
        AnswerAsync(
            id, lookup,
            found => desk.ApproveAsync(
                found, SeenPlan(request.PlanHash, http), Speaker.Of(http), request.Channel ?? DefaultChannel, request.Comment,
                http.TraceIdentifier, cancellationToken),
            cancellationToken);

    private static Task<IResult> RejectAsync(
        string id, RejectRequest request, IncidentLookup lookup, ApprovalDesk desk, HttpContext http, CancellationToken cancellationToken) =>
        AnswerAsync(
            id, lookup,
            found => desk.RejectAsync(
                found, SeenPlan(request.PlanHash, http), Speaker.Of(http), request.Channel ?? DefaultChannel, request.Reason ?? "",
                http.TraceIdentifier, cancellationToken),
            cancellationToken);

    private static async Task<IResult> OutcomeAsync(
        string id, OutcomeRequest request, IncidentLookup lookup, WordDesk desk, IOptions<VerificationOptions> verification, HttpContext http,
        CancellationToken cancellationToken)
    {
        if (request.ActionId is not { } action)
            return ApiProblem.Invalid("actionId is missing: give the id of the attempt in doubt, as the incident shows it under inDoubt.").ToResult();
        if (request.TookEffect is not { } tookEffect)
            return ApiProblem.Invalid("tookEffect is missing: say true or false; nothing is assumed.").ToResult();
        return await AnswerAsync(
            id, lookup,
            found => desk.SayAsync(
                found, "outcome", request.Text, Speaker.Of(http), http.TraceIdentifier,
                (now, text) => new IncidentCommand.ConfirmOutcome
                {
                    Now = now,
                    ActionId = action,
                    By = Speaker.Of(http),
                    TookEffect = tookEffect,
                    Reason = text,
                    SettleTime = verification.Value.SettleTime,
                    VerificationWindow = verification.Value.Window,
                },
                cancellationToken),
            cancellationToken);
    }

    private static void MapWord(RouteGroupBuilder incident, string verb, Func<Actor, string, DateTimeOffset, IncidentCommand> command) =>
        incident.MapPost(verb, (
            string id, WordRequest request, IncidentLookup lookup, WordDesk desk, HttpContext http, CancellationToken cancellationToken) =>
            AnswerAsync(
                id, lookup,
                found => desk.SayAsync(
                    found, verb, request.Text, Speaker.Of(http), http.TraceIdentifier, (now, text) => command(Speaker.Of(http), text, now),
                    cancellationToken),
                cancellationToken));

    private static async Task<IResult> AnswerAsync(
        string id, IncidentLookup lookup, Func<Guid, Task<DeskAnswer>> decide, CancellationToken cancellationToken)
    {
        var (found, problem) = await lookup.FindAsync(id, cancellationToken);
        return found is null ? problem!.ToResult() : await decide(found.Id) switch
        {
            DeskAnswer.Taken taken => Answer(taken.Stored, taken.IsNews),
            DeskAnswer.Denied denied => ApiProblem.Of(denied.Kind, denied.Reason).ToResult(),
            var other => throw new InvalidOperationException($"Nobody answers {other.GetType().Name}."),
        };
    }

    private static IResult Answer(StoredIncident stored, bool changed) => Results.Ok(
        new DecisionAnswer(stored.Incident.Id, IncidentState.NameOf(stored.Incident.Phase), stored.Version, changed));

    /// <summary>The plan that the person saw: named in the body, or by the ETag that came with it.</summary>
    private static string SeenPlan(string? planHash, HttpContext http) =>
        planHash ?? (http.Request.GetTypedHeaders().IfMatch is [{ IsWeak: false } tag] ? tag.Tag.ToString().Trim('"') : "");
}
