using System.Security.Claims;

namespace Pipeline.Hosting.Authentication;

/// <summary>Who calls, for the audit trail.</summary>
/// <param name="Name">As in the settings.</param>
/// <param name="AuthenticatedBy">"bearer-token" or "basic".</param>
/// <param name="Roles">What they may do.</param>
public sealed record Caller(string Name, string AuthenticatedBy, IReadOnlyList<AccessRole> Roles)
{
    internal const string AuthenticatedByClaim = "authenticated-by";

    /// <summary>The caller of a request; null when nobody was authenticated.</summary>
    public static Caller? Of(ClaimsPrincipal principal) =>
        principal is { Identity: { IsAuthenticated: true, Name: { } name } } &&
        principal.FindFirstValue(AuthenticatedByClaim) is { } means
            ? new Caller(name, means, [.. principal.FindAll(ClaimTypes.Role).Select(role => Enum.Parse<AccessRole>(role.Value))])
            : null;

    internal ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, Name),
            new Claim(AuthenticatedByClaim, AuthenticatedBy),
            .. Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())),
        ],
        scheme));
}
