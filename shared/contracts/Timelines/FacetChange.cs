namespace Pipeline.Contracts.Timelines;

/// <summary>One property of an object, before and after; masked.</summary>
/// <param name="Facet">"image:cart", "replicas", "data:nginx.conf", "env:cart:LOG_LEVEL".</param>
/// <param name="Before">Null when it was not there. Of long or secret values a hash, such as "#1f3a…".</param>
/// <param name="After">Null when it is not there any more.</param>
public sealed record FacetChange(string Facet, string? Before, string? After);
