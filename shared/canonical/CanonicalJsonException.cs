namespace Pipeline.Canonical;

/// <summary>A JSON value has no canonical form, or may not be stored. Retrying cannot help.</summary>
public sealed class CanonicalJsonException(JsonPath path, string reason) : Exception($"{path} {reason}")
{
    /// <summary>Where in the value, as <c>$.targets[2].uid</c>.</summary>
    public string Path { get; } = path.ToString();
}
