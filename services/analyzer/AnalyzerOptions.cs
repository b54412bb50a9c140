using System.ComponentModel.DataAnnotations;

namespace Pipeline.Analyzer;

/// <summary>Settings of the analyzer, section "Analyzer".</summary>
public sealed class AnalyzerOptions : IValidatableObject
{
    /// <summary>Time that one analysis may take; after it another replica begins the next attempt. 2 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Analyses of one incident after which people must take over. 5 by default.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Pause after the first failed analysis; each further one doubles it, up to <see cref="LongestRetry"/>. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest pause after a failed analysis. 10 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether the executor has a webhook for notifications; only then are they proposed. Left out, it is as
    /// Actions:Notify of the same process says: set it where the executor is a process of its own.
    /// </summary>
    public bool? CanNotify { get; init; }

    /// <summary>The pause after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    public TimeSpan PauseAfter(int attempt)
    {
        var pause = RetryAfter * Math.Pow(2, Math.Min(attempt - 1, 30));
        return pause < LongestRetry ? pause : LongestRetry;
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RetryAfter > LongestRetry)
            yield return new ValidationResult(
                "analyzer:retryAfter must not be longer than analyzer:longestRetry", [nameof(RetryAfter)]);
    }
}
