namespace Pipeline.Prometheus;

/// <summary>Which server answers.</summary>
/// <param name="Version">Such as "2.42.0+ds".</param>
/// <param name="Revision">Commit it was built from; empty when not said.</param>
public sealed record BuildInfo(string Version, string Revision);
