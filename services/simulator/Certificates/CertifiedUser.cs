namespace Pipeline.Simulator.Certificates;

/// <summary>Who a client certificate says that the client is.</summary>
/// <param name="Name">Its common name.</param>
/// <param name="Groups">Its organizations.</param>
public sealed record CertifiedUser(string Name, IReadOnlyList<string> Groups);
