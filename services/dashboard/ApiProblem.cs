namespace Pipeline.Dashboard;

/// <summary>An error of the API: problem+json (RFC 9457) with a kind that programs go by.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Kind">Stable, kebab-case: "not-found", "invalid", "conflict", "expired", "denied".</param>
/// <param name="Detail">The error as a sentence, with the way out.</param>
public sealed record ApiProblem(int Status, string Kind, string Detail)
{
    /// <summary>There is no such thing.</summary>
    public static ApiProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", detail);

    /// <summary>The request is wrong.</summary>
    public static ApiProblem Invalid(string detail) => new(StatusCodes.Status400BadRequest, "invalid", detail);

    /// <summary>Somebody decided already, or it is about another plan.</summary>
    public static ApiProblem Conflict(string detail) => new(StatusCodes.Status409Conflict, "conflict", detail);

    /// <summary>It is too late.</summary>
    public static ApiProblem Expired(string detail) => new(StatusCodes.Status410Gone, "expired", detail);

    /// <summary>The caller may not do it.</summary>
    public static ApiProblem Denied(string detail) => new(StatusCodes.Status403Forbidden, "denied", detail);

    /// <summary>The answer.</summary>
    public IResult ToResult() => Results.Problem(
        Detail, statusCode: Status, type: $"urn:incident-pipeline:problem:{Kind}", extensions: new Dictionary<string, object?> { ["kind"] = Kind });
}
