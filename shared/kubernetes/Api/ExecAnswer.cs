namespace Pipeline.Kubernetes.Api;

/// <summary>What a command in a container did.</summary>
/// <param name="ExitCode">0 is success.</param>
/// <param name="IsCut">More was printed than was kept.</param>
public sealed record ExecAnswer(int ExitCode, string Output, string Errors, bool IsCut);
