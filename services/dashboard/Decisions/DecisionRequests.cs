using System.Text.Json.Serialization;

namespace Pipeline.Dashboard.Decisions;

/// <summary>A yes to a plan.</summary>
/// <param name="PlanHash">The whole hash of the plan that the person saw; may be left out when If-Match has it, as the ETag came.</param>
/// <param name="Comment">What they say; null for nothing.</param>
/// <param name="Channel">Over what: "cli", "web"; "http" when left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApproveRequest(string? PlanHash, string? Comment, string? Channel);

/// <summary>A no to a plan.</summary>
/// <param name="PlanHash">The whole hash of the plan that the person saw; may be left out when If-Match has it, as the ETag came.</param>
/// <param name="Reason">Why; not empty.</param>
/// <param name="Channel">Over what: "cli", "web"; "http" when left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RejectRequest(string? PlanHash, string? Reason, string? Channel);

/// <summary>Anything else that a person says of an incident.</summary>
/// <param name="Text">The reason or note; not empty, at most 2,000 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WordRequest(string? Text);

/// <summary>What a person found out about an action in doubt.</summary>
/// <param name="ActionId">The attempt in doubt; required.</param>
/// <param name="TookEffect">Whether it took effect; required.</param>
/// <param name="Text">What shows it; not empty, at most 2,000 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OutcomeRequest(Guid? ActionId, bool? TookEffect, string? Text);

/// <summary>The incident after a decision.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="State">Its state now.</param>
/// <param name="Version">Number of its events now.</param>
/// <param name="Changed">False when the same had been said before.</param>
public sealed record DecisionAnswer(Guid IncidentId, string State, long Version, bool Changed);
