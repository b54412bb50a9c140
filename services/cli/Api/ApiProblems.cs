using System.Net;
using System.Text.Json;
using Pipeline.Cli.Invocation;

namespace Pipeline.Cli.Api;

/// <summary>Sorts the API's errors by what a person can do about them.</summary>
internal static class ApiProblems
{
    /// <summary>The error of an answer.</summary>
    /// <param name="status">HTTP status, not 2xx.</param>
    /// <param name="kind">The problem's kind; null when the answer is no problem of the API.</param>
    /// <param name="detail">The problem's sentence; null for none.</param>
    /// <param name="server">For the message.</param>
    public static CommandException Of(HttpStatusCode status, string? kind, string? detail, Uri server) => (kind, status) switch
    {
        ("not-found", _) => new(ExitCode.NotFound, detail ?? "There is no such incident."),
        ("conflict", _) => new(ExitCode.Conflict, detail ?? "Somebody was first: look at the incident again."),
        ("expired", _) => new(ExitCode.Conflict, detail ?? "It is too late."),
        ("denied", _) => new(ExitCode.Denied, detail ?? "You may not do this."),
        ("invalid", _) => new(ExitCode.Usage, detail ?? "The request is wrong."),
        (_, HttpStatusCode.Unauthorized) => new(
            ExitCode.Denied, $"{server} does not know you. Give a token with --token-file FILE, or PIPELINE__TOKEN."),
        (_, HttpStatusCode.Forbidden) => new(
            ExitCode.Denied, "Your token lets you in, but lacks the role that this needs. Ask for it (access:tokens in the settings)."),
        (_, HttpStatusCode.NotFound) => new(
            ExitCode.Error, $"{server} answers, but is no incident pipeline, or an older one: it does not know this part of the API."),
        (_, HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout) => new(
            ExitCode.TimedOut, $"{server} did not answer in time ({(int)status})."),
        _ => new(ExitCode.Error, $"{server} answered {(int)status}{(detail is null ? "." : $": {detail}")}"),
    };

    /// <summary>The error of an answer, from its body.</summary>
    public static async Task<CommandException> OfAsync(HttpResponseMessage response, Uri server, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return Of(response.StatusCode, Text(body, "kind"), Text(body, "detail"), server);
    }

    private static string? Text(string body, string property)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.ValueKind == JsonValueKind.Object && problem.RootElement.TryGetProperty(property, out var value)
                && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException) // a proxy's page: the status says enough
        {
            return null;
        }
    }
}
