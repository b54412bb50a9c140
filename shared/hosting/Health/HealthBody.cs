using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Hosting.Health;

/// <summary>The answer of a health endpoint.</summary>
/// <param name="Status">"healthy", "degraded" or "unhealthy": the worst of the checks.</param>
/// <param name="Service">Which service answers.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Checks">Each check by its name.</param>
public sealed record HealthBody(string Status, string Service, string Version, IReadOnlyDictionary<string, HealthBody.Check> Checks)
{
    /// <param name="Status">"healthy", "degraded" or "unhealthy".</param>
    /// <param name="Description">What is wrong, and how it could be put right.</param>
    /// <param name="DurationMs">How long the check took, in milliseconds.</param>
    public sealed record Check(string Status, string? Description, double DurationMs);

    internal static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var service = context.RequestServices.GetRequiredService<ServiceIdentity>();
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new Check(
                Word(entry.Value.Status), entry.Value.Description ?? entry.Value.Exception?.Message,
                Math.Round(entry.Value.Duration.TotalMilliseconds, 1)));
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            new HealthBody(Word(report.Status), service.Name, service.Version, checks), context.RequestAborted);
    }

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}
