using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Api;

/// <summary>What the caller may do in a namespace.</summary>
/// <param name="IsIncomplete">An authorizer cannot enumerate its rules: what is missing here may be allowed nevertheless.</param>
public sealed record AccessRules(IReadOnlyList<PolicyRule> Rules, bool IsIncomplete, string? EvaluationError);
