using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pipeline.Hosting.Bus;

/// <summary>Whether the bus carries messages.</summary>
internal sealed class BusCheck(BusState bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(bus.Trouble(_ => true) is { } trouble
            ? HealthCheckResult.Unhealthy(trouble)
            : HealthCheckResult.Healthy("All queues are consumed."));
}
