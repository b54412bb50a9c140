namespace Pipeline.Testing.Servers;

/// <param name="Method">GET, POST and so on.</param>
/// <param name="Path">With the query.</param>
/// <param name="Headers">By name in any case; several of one name are joined with a comma.</param>
/// <param name="Body">As UTF-8.</param>
public sealed record ReceivedRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
