using System.ComponentModel.DataAnnotations;

namespace Pipeline.Hosting;

/// <summary>When it is concluded whether a plan helped; the same whether the executor saw its end or a person said so.</summary>
public sealed class VerificationOptions : IValidatableObject
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Verification";

    /// <summary>Time after a plan's last action before anything is concluded about it. 30 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after a plan's last action by which there is a verdict; longer than <see cref="SettleTime"/>. 10 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SettleTime >= Window)
            yield return new ValidationResult(
                "verification:settleTime must be shorter than verification:window, or nothing could ever be verified", [nameof(SettleTime)]);
    }
}
