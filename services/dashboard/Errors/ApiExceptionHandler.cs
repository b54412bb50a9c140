using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Pipeline.EventStore.Streams;

namespace Pipeline.Dashboard.Errors;

/// <summary>Answers an exception with the problem that it is to the caller, and logs what only we should know.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> log) : IExceptionHandler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = ProblemOf(exception);
        var request = httpContext.Request;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailable(log, request.Method, request.Path, exception.Message);
            httpContext.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }
        else if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(log, exception, request.Method, request.Path);
        }

        await problem.ToResult().ExecuteAsync(httpContext);
        return true;
    }

    internal static ApiProblem ProblemOf(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => ApiProblem.Invalid(Misread(json)),
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } => ApiProblem.Invalid(
            "The request has no body, or one that is no JSON object: send one, with the header \"Content-Type: application/json\"."),
        BadHttpRequestException bad => OfStatus(bad.StatusCode),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } => ApiProblem.Unavailable(
            "The database is not prepared yet. /health/ready says when it is; try again then."),
        NpgsqlException and (not PostgresException or { IsTransient: true }) or TimeoutException => ApiProblem.Unavailable(
            "The database does not answer. /health/ready says more; try again later, and look first whether a decision was taken."),
        ConcurrentAppendException or AppendInDoubtException => ApiProblem.Unavailable(
            "Many write to this incident at once. Look at it, and say it again."),
        _ => OfStatus(StatusCodes.Status500InternalServerError),
    };

    private static ApiProblem OfStatus(int status)
    {
        var (kind, detail) = ProblemKinds.OfStatus(status);
        return new ApiProblem(status, kind, detail);
    }

    /// <summary>Where the JSON is wrong; the exception's own words name classes of ours.</summary>
    private static string Misread(JsonException json) => string.Create(
        CultureInfo.InvariantCulture,
        $"The body is wrong at {json.Path ?? "$"} (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}): no JSON, a field that is not known here, or a value of another type. The API's documentation shows the fields.");

    [LoggerMessage(6101, LogLevel.Warning, "{Method} {Path} was answered with 503: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, string reason);

    [LoggerMessage(6102, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method, string path);
}
