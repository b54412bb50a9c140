namespace Pipeline.Kubernetes.Configuration;

/// <summary>Acting as somebody else, which needs the verb "impersonate".</summary>
/// <param name="User">Sent with each request; groups and the rest count only with it.</param>
public sealed record Impersonation(string User)
{
    public string? Uid { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
