using Pipeline.Approver.Policies;

namespace Pipeline.Approver.Activation;

/// <summary>The policy that decides now.</summary>
/// <param name="Policy">In force.</param>
/// <param name="Problem">Why it is the fail-safe one instead of the configured file; null when it is as configured.</param>
public sealed record PolicyState(Policy Policy, string? Problem);
