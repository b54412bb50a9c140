using System.ComponentModel.DataAnnotations;

namespace Pipeline.Approver;

/// <summary>Settings of the approver, section "Approver".</summary>
public sealed class ApproverOptions
{
    /// <summary>What may be done. Observe by default: on a real cluster nothing is written until told to.</summary>
    public ApproverMode Mode { get; init; } = ApproverMode.Observe;

    /// <summary>File with the policy, YAML; read again when it changes. The built-in policy when left out.</summary>
    public string? PolicyFile { get; init; }

    /// <summary>Time between two looks at the policy file; before each decision it is looked at as well. 10 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PolicyPoll { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that people have to answer. 30 minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ApprovalWindow { get; init; } = TimeSpan.FromMinutes(30);
}
