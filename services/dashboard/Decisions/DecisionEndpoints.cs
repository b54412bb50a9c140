using Microsoft.Extensions.Options;
using Pipeline.Dashboard.Incidents;
using Pipeline.Hosting.Authentication;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Deciding;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.State;

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
        MapWord(incident, "/dismiss", (by, text, now) => new IncidentCommand.Dismiss { Now = now, By = by, Reason = text });
        MapWord(incident, "/resolve", (by, text, now) => new IncidentCommand.Resolve { Now = now, By = by, Reason = text });
        MapWord(incident, "/reopen", (by, text, now) => new IncidentCommand.Reopen { Now = now, By = by, Reason = text });
        MapWord(incident, "/escalate", (by, text, now) => new IncidentCommand.Escalate { Now = now, By = by, Reason = text });
        MapWord(incident, "/comments", (by, text, now) => new IncidentCommand.AddComment { Now = now, By = by, Text = text });
    }

    private static Task<IResult> ApproveAsync(
        string id, ApproveRequest request, IncidentLookup lookup, ApprovalDesk desk, HttpContext http, CancellationToken cancellationToken) =>
        DecideAsync(
            id, lookup,
            found => desk.ApproveAsync(
                found, request.PlanHash ?? "", Speaker(http), request.Channel ?? DefaultChannel, request.Comment, http.TraceIdentifier,
                cancellationToken),
            cancellationToken);

    private static Task<IResult> RejectAsync(
        string id, RejectRequest request, IncidentLookup lookup, ApprovalDesk desk, HttpContext http, CancellationToken cancellationToken) =>
        DecideAsync(
            id, lookup,
            found => desk.RejectAsync(
                found, request.PlanHash ?? "", Speaker(http), request.Channel ?? DefaultChannel, request.Reason ?? "", http.TraceIdentifier,
                cancellationToken),
            cancellationToken);

    private static async Task<IResult> DecideAsync(
        string id, IncidentLookup lookup, Func<Guid, Task<DeskAnswer>> decide, CancellationToken cancellationToken)
    {
        var (found, problem) = await lookup.FindAsync(id, cancellationToken);
        return found is null ? problem!.ToResult() : await decide(found.Id) switch
        {
            DeskAnswer.Taken taken => Answer(taken.Stored, taken.IsNews),
            DeskAnswer.Denied denied => ProblemOf(denied.Kind, denied.Reason).ToResult(),
            var other => throw new InvalidOperationException($"Nobody answers {other.GetType().Name}."),
        };
    }

    private static Task<IResult> OutcomeAsync(
        string id, OutcomeRequest request, IncidentLookup lookup, IIncidentStore store, IOptions<DashboardOptions> options,
        TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        IncidentCommand Confirm(string text) => new IncidentCommand.ConfirmOutcome
        {
            Now = clock.GetUtcNow(),
            ActionId = request.ActionId,
            By = Speaker(http),
            TookEffect = request.TookEffect,
            Reason = text,
            SettleTime = options.Value.SettleTime,
            VerificationWindow = options.Value.VerificationWindow,
        };
        return GiveAsync(id, request.Text, Confirm, lookup, store, http, cancellationToken);
    }

    private static void MapWord(RouteGroupBuilder incident, string path, Func<Actor, string, DateTimeOffset, IncidentCommand> command) =>
        incident.MapPost(path, (
            string id, WordRequest request, IncidentLookup lookup, IIncidentStore store, TimeProvider clock, HttpContext http,
            CancellationToken cancellationToken) =>
            GiveAsync(
                id, request.Text, text => command(Speaker(http), text, clock.GetUtcNow()), lookup, store, http, cancellationToken));

    private static async Task<IResult> GiveAsync(
        string id, string? text, Func<string, IncidentCommand> command, IncidentLookup lookup, IIncidentStore store, HttpContext http,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > ApprovalDesk.LongestWord || text.Contains('\0', StringComparison.Ordinal))
            return ApiProblem.Invalid($"text must have 1 to {ApprovalDesk.LongestWord} characters and no NUL: say why, the auditors read it.").ToResult();
        var (found, problem) = await lookup.FindAsync(id, cancellationToken);
        if (found is null)
            return problem!.ToResult();
        var context = new CommandContext(Speaker(http), http.TraceIdentifier);
        return await store.ApplyAsync(found.Id, command(text.Trim()), context, attach: null, cancellationToken) switch
        {
            CommandResult.Accepted accepted => Answer(accepted.Stored, accepted.Facts.Count > 0),
            CommandResult.Refused refused => ProblemOf(Denials.Of(refused.Kind), refused.Reason).ToResult(),
            var other => throw new InvalidOperationException($"Nobody answers {other.GetType().Name}."),
        };
    }

    private static IResult Answer(StoredIncident stored, bool changed) => Results.Ok(
        new DecisionAnswer(stored.Incident.Id, IncidentState.NameOf(stored.Incident.Phase), stored.Version, changed));

    private static ApiProblem ProblemOf(DenialKind kind, string reason) => kind switch
    {
        DenialKind.NotFound => ApiProblem.NotFound(reason),
        DenialKind.Conflict => ApiProblem.Conflict(reason),
        DenialKind.Expired => ApiProblem.Expired(reason),
        DenialKind.NotAllowed => ApiProblem.Denied(reason),
        _ => ApiProblem.Invalid(reason),
    };

    private static Actor Speaker(HttpContext http)
    {
        var caller = Caller.Of(http.User) ?? throw new InvalidOperationException("The endpoint let in a caller who is not authenticated.");
        return new Actor(ActorKind.Person, caller.Name, caller.AuthenticatedBy);
    }
}
