namespace Pipeline.Kubernetes.Api;

/// <summary>The authorizers' answer.</summary>
/// <param name="Denied">One of them said no; else none said yes.</param>
public sealed record AccessAnswer(bool Allowed, bool Denied, string? Reason, string? EvaluationError);
