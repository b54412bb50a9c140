using System.Text.Json;
using MassTransit;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Names on the broker. Each starts with the cluster's name and a dot, which no cluster's name contains, so that several
/// pipelines can share a broker: queue "prod.analyze-incident", message exchange "prod.messages.incident-wants-analysis".
/// </summary>
/// <param name="cluster">The cluster's name.</param>
public sealed class ClusterNames(string cluster) : IEntityNameFormatter
{
    /// <summary>The queue of a consumer: its class's name without "Consumer", in kebab case.</summary>
    public string QueueOf(Type consumer) =>
        Queue(Kebab(consumer.Name.EndsWith("Consumer", StringComparison.Ordinal) ? consumer.Name[..^8] : consumer.Name));

    /// <summary>A queue, or the exchange in front of it, by its name within the cluster.</summary>
    public string Queue(string name) => $"{cluster}.{name}";

    /// <summary>A queue of a set, one for each partition.</summary>
    public string Queue(PartitionQueues set, int partition) => Queue($"{set.Name}-{partition}");

    /// <inheritdoc/>
    public string FormatEntityName<T>() => $"{cluster}.messages.{NameOf(typeof(T))}";

    private static string NameOf(Type type) =>
        Kebab(type.Name.Split('`')[0]) + string.Concat(type.GetGenericArguments().Select(argument => $"-{NameOf(argument)}"));

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
