namespace Pipeline.Cli.Instances;

/// <summary>A running pipeline that a command talks to.</summary>
/// <param name="Url">Address of its API.</param>
/// <param name="Token">Bearer token; null to call without one.</param>
/// <param name="SameOptions">What a further command needs to reach the same one: " --server http://…"; empty for nothing.</param>
internal sealed record Instance(Uri Url, string? Token, string SameOptions);
