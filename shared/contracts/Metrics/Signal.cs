using System.Text.Json.Serialization;

namespace Pipeline.Contracts.Metrics;

/// <summary>Which of the four golden signals a metric belongs to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Signal>))]
public enum Signal
{
    /// <summary>How long requests take.</summary>
    Latency,

    /// <summary>How many requests, bytes or operations there are.</summary>
    Traffic,

    /// <summary>How many of them fail; restarts and drops count as such.</summary>
    Errors,

    /// <summary>How full a resource is: CPU, memory, disk, queues.</summary>
    Saturation,
}
