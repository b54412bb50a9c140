using Pipeline.IncidentStore.Deciding;

namespace Pipeline.Dashboard.Errors;

/// <summary>An error of the API: problem+json (RFC 9457) with a kind that programs go by.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Kind">Stable, kebab-case: one of <see cref="ProblemKinds"/>.</param>
/// <param name="Detail">The error as a sentence, with the way out.</param>
public sealed record ApiProblem(int Status, string Kind, string Detail)
{
    /// <summary>There is no such thing.</summary>
    public static ApiProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, ProblemKinds.NotFound, detail);

    /// <summary>The request is wrong.</summary>
    public static ApiProblem Invalid(string detail) => new(StatusCodes.Status400BadRequest, ProblemKinds.Invalid, detail);

    /// <summary>Somebody decided already, or it is about another plan.</summary>
    public static ApiProblem Conflict(string detail) => new(StatusCodes.Status409Conflict, ProblemKinds.Conflict, detail);

    /// <summary>It is too late.</summary>
    public static ApiProblem Expired(string detail) => new(StatusCodes.Status410Gone, ProblemKinds.Expired, detail);

    /// <summary>The caller may not do it.</summary>
    public static ApiProblem Denied(string detail) => new(StatusCodes.Status403Forbidden, ProblemKinds.Denied, detail);

    /// <summary>Something that is needed does not work now; the same request may succeed later.</summary>
    public static ApiProblem Unavailable(string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, ProblemKinds.Unavailable, detail);

    /// <summary>Why somebody was denied what they asked for.</summary>
    public static ApiProblem Of(DenialKind kind, string reason) => kind switch
    {
        DenialKind.NotFound => NotFound(reason),
        DenialKind.Conflict => Conflict(reason),
        DenialKind.Expired => Expired(reason),
        DenialKind.NotAllowed => Denied(reason),
        _ => Invalid(reason),
    };

    /// <summary>The answer.</summary>
    public IResult ToResult() => Results.Problem(
        Detail, statusCode: Status, type: ProblemKinds.TypeOf(Kind), extensions: new Dictionary<string, object?> { [ProblemKinds.Member] = Kind });
}
