using System.ComponentModel.DataAnnotations;

namespace Pipeline.Executor;

/// <summary>How plans are carried out.</summary>
public sealed class ExecutorOptions : IValidatableObject
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Executor";

    /// <summary>Attempts at a step after which people must take over. 5 by default.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Pause before a step's second attempt; doubled before each later one. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest pause between two attempts, also when the other side asks for more. 10 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Pause before an unknown outcome is looked into; doubled with each attempt. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan ReconcileAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that an attempt may take, also when the catalogue allows more. 5 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a rehearsal, a look at the target or a look for an effect may take. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan LookTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long storing an outcome may take before it counts as lost; added to each intent's deadline. 15 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan RecordTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an action that runs may go on when the process is told to stop. 5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RetryAfter > MaxRetryAfter)
            yield return new ValidationResult(
                "executor:retryAfter must not be longer than executor:maxRetryAfter", [nameof(RetryAfter)]);
    }
}
