using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Authentication;

/// <summary>Authenticates by bearer token or by name and password; whichever the request carries.</summary>
internal sealed partial class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    Credentials credentials, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Pipeline";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = new[] { "Bearer realm=\"pipeline\"", "Basic realm=\"pipeline\", charset=\"UTF-8\"" };
        await AnswerAsync(
            StatusCodes.Status401Unauthorized, "Send a known token as \"Authorization: Bearer TOKEN\", or a known name and password as Basic.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var caller = Caller.Of(Context.User);
        LogDenied(Logger, caller?.Name ?? "unknown", caller?.AuthenticatedBy ?? "unknown", Request.Method, Request.Path);
        return AnswerAsync(StatusCodes.Status403Forbidden, "The caller is known, but has none of the roles that this needs.");
    }

    private AuthenticateResult Authenticate()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
            return AuthenticateResult.NoResult();
        var caller = AuthorizationHeader.Of("Bearer", header) is { } token ? credentials.OfToken(token)
            : AuthorizationHeader.Of("Basic", header) is { } basic && AuthorizationHeader.Basic(basic) is var (name, password)
                ? credentials.OfUser(name, password)
                : null;
        if (caller is not null)
            return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(Scheme.Name), Scheme.Name));
        LogRefused(Logger, Context.Connection.RemoteIpAddress?.ToString() ?? "unknown", Request.Path);
        return AuthenticateResult.Fail("The credential is unknown.");
    }

    private async Task AnswerAsync(int status, string detail)
    {
        Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = { Status = status, Detail = detail },
        });
    }

    [LoggerMessage(101, LogLevel.Warning, "An unknown credential came from {Address} for {Path}")]
    private static partial void LogRefused(ILogger logger, string address, string path);

    [LoggerMessage(103, LogLevel.Warning, "{Caller} ({AuthenticatedBy}) was denied {Method} {Path}: none of the caller's roles allows it")]
    private static partial void LogDenied(ILogger logger, string caller, string authenticatedBy, string method, string path);
}
