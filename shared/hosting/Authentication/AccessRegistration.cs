using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Authentication;

/// <summary>Authentication and roles for endpoints.</summary>
public static class AccessRegistration
{
    /// <summary>Adds authentication by token and password; an endpoint without a word about it needs an authenticated caller.</summary>
    public static IHostApplicationBuilder AddPipelineAccess(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(Credentials)))
            return builder;
        builder.AddPipelineOptions<AccessOptions>("Access");
        builder.Services.TryAddSingleton<Credentials>();
        builder.Services.AddProblemDetails();
        builder.Services.AddAuthentication(CredentialHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.Name, null);
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return builder;
    }

    /// <summary>Lets in callers with one of the roles, and admins.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, params AccessRole[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy =>
            policy.RequireRole(roles.Append(AccessRole.Admin).Distinct().Select(role => role.ToString())));
}
