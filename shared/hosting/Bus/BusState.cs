using MassTransit;

namespace Pipeline.Hosting.Bus;

/// <summary>Whether this process' queues are consumed; that is also how it is known that the broker is there.</summary>
public sealed class BusState(IBusControl bus)
{
    /// <summary>Whether all queues are consumed.</summary>
    public bool IsWell => Trouble(_ => true) is null;

    /// <summary>What is wrong with the first queue of those that is not consumed; null when all are.</summary>
    /// <param name="which">Full names of queues.</param>
    public string? Trouble(Func<string, bool> which)
    {
        var health = bus.CheckHealth();
        var silent = health.Endpoints.Values.FirstOrDefault(
            endpoint => endpoint.Status != BusHealthStatus.Healthy && which(endpoint.InputAddress.Segments[^1]));
        return silent.InputAddress is not null ? $"The queue {silent.InputAddress.Segments[^1]} is not consumed: {silent.Description}."
            : health.Status == BusHealthStatus.Unhealthy ? $"The bus does not work: {health.Description}."
            : null;
    }
}
