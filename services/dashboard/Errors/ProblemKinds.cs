namespace Pipeline.Dashboard.Errors;

/// <summary>The kinds of the API's errors; stable, for programs that decide by them.</summary>
public static class ProblemKinds
{
    /// <summary>The member of a problem that holds its kind.</summary>
    public const string Member = "kind";

    /// <summary>The request is wrong: correct it.</summary>
    public const string Invalid = "invalid";

    /// <summary>There is no such incident.</summary>
    public const string NotFound = "not-found";

    /// <summary>Somebody decided already, or another plan is on the table: look again.</summary>
    public const string Conflict = "conflict";

    /// <summary>It is too late.</summary>
    public const string Expired = "expired";

    /// <summary>The caller may not do it.</summary>
    public const string Denied = "denied";

    /// <summary>Something that is needed does not work now: try later.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The URI of a kind, as RFC 9457 wants one.</summary>
    public static string TypeOf(string kind) => $"urn:incident-pipeline:problem:{kind}";

    /// <summary>What an error is of which only the status is known: that of the server itself, not of an endpoint.</summary>
    /// <returns>Its kind, and a sentence with the way out.</returns>
    internal static (string Kind, string Detail) OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => (Invalid, "The request cannot be read."),
        StatusCodes.Status401Unauthorized => ("unauthenticated", "Send a known token as \"Authorization: Bearer TOKEN\"."),
        StatusCodes.Status403Forbidden => (Denied, "The caller is known, but may not do this."),
        StatusCodes.Status404NotFound => ("no-such-path", "The API has no such path. It begins with /api/v1: incidents, changes, status."),
        StatusCodes.Status405MethodNotAllowed => ("no-such-method", "The path is there, but not for this method: the header Allow names those that are."),
        StatusCodes.Status408RequestTimeout => ("too-slow", "The request took too long to arrive."),
        StatusCodes.Status413PayloadTooLarge => ("too-large", "The body is larger than http:largestBody allows. Shorten the text, or put it where people keep such things and name the place."),
        StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", "Send the body as JSON, with the header \"Content-Type: application/json\"."),
        StatusCodes.Status503ServiceUnavailable => (Unavailable, "Something that this needs does not work now. /health/ready says what; try again later."),
        >= 500 => ("error", "Something went wrong inside. The service's log says more, under the trace id of this answer."),
        _ => ("error", "The request was refused."),
    };
}
