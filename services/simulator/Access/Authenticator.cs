using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Simulator.Access;

/// <summary>Finds out who sends a request.</summary>
/// <param name="tokens">Known bearer tokens.</param>
/// <param name="accounts">Knows the tokens of service accounts.</param>
/// <param name="identify">Whose a client certificate is; null for one that the cluster's authority has not issued.</param>
public sealed class Authenticator(
    IReadOnlyDictionary<string, UserInfo> tokens, ServiceAccountTokens accounts, Func<X509Certificate2, UserInfo?> identify)
{
    private const string Bearer = "Bearer ";

    /// <summary>The sender: of a token, of a client certificate, or anonymous when nothing was shown.</summary>
    /// <returns>Null when a token or certificate was shown that nobody knows.</returns>
    public UserInfo? Authenticate(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return OfToken(header[Bearer.Length..].Trim());
        return http.Connection.ClientCertificate is { } certificate ? identify(certificate)?.AsAuthenticated() : UserInfo.Anonymous;
    }

    /// <summary>The user of a token; null when nobody knows it.</summary>
    public UserInfo? OfToken(string token) =>
        tokens.TryGetValue(token, out var user) ? user.AsAuthenticated() : accounts.Check(token);
}
