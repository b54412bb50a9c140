using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;

namespace Pipeline.Hosting.Logging;

/// <summary>What is logged, and how it looks.</summary>
public sealed class LogOptions
{
    /// <summary>JSON, a line for each entry, by default; text for people.</summary>
    public LogFormat Format { get; init; } = LogFormat.Json;

    /// <summary>The least level that is written. Information by default.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>Levels of single categories, by the start of their names: "MassTransit: debug".</summary>
    [MaxLength(100)]
    public IReadOnlyDictionary<string, LogLevel> Levels { get; init; } = new Dictionary<string, LogLevel>();
}
