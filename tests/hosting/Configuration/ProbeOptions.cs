using System.ComponentModel.DataAnnotations;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Tests.Configuration;

/// <summary>One setting of each kind.</summary>
internal sealed class ProbeOptions : IValidatableObject
{
    public static SettingsSection[] Sections { get; } =
        [new SettingsSection("", typeof(PipelineOptions)), new SettingsSection("Probe", typeof(ProbeOptions))];

    [Range(1.0, 20.0)]
    public double Threshold { get; init; } = 3.5;

    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    public int Count { get; init; } = 3;

    public bool Enabled { get; init; }

    public Uri? Url { get; init; }

    public DayOfWeek Day { get; init; }

    [MaxLength(3)]
    public IReadOnlyList<string> Names { get; init; } = [];

    public IReadOnlyDictionary<string, double> Limits { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<Rule> Rules { get; init; } = [];

    public Rule? Best { get; init; }

    [Secret]
    public string? Password { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Step * 8 > Window)
            yield return new ValidationResult("probe:step must be an eighth of probe:window or less", [nameof(Step)]);
    }

    internal sealed class Rule
    {
        [Required]
        public string Name { get; init; } = "";

        public int Weight { get; init; } = 1;
    }
}
