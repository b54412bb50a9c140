using System.Text.Json.Serialization;

namespace Pipeline.Contracts.Metrics;

/// <summary>Which clock an observation's times are on: it decides what "after the action" means in a verification.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceClock>))]
public enum SourceClock
{
    /// <summary>The present: times compare with the pipeline's own clock.</summary>
    Live,

    /// <summary>A recording's own past, perhaps replayed faster than it happened: times compare only among themselves.</summary>
    Recorded,
}
