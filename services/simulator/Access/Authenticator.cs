using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Simulator.Access;

/// <summary>Finds out who sends a request.</summary>
/// <param name="tokens">Known bearer tokens.</param>
/// <param name="accounts">Knows the tokens of service accounts.</param>
public sealed class Authenticator(IReadOnlyDictionary<string, UserInfo> tokens, ServiceAccountTokens accounts)
{
    private const string Bearer = "Bearer ";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    /// <summary>The sender: of a token, of a client certificate, or anonymous when nothing was shown.</summary>
    /// <returns>Null when a token was shown that nobody knows.</returns>
    public UserInfo? Authenticate(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return OfToken(header[Bearer.Length..].Trim());
        return http.Connection.ClientCertificate is { } certificate ? OfCertificate(certificate) : UserInfo.Anonymous;
    }

    /// <summary>The user of a token; null when nobody knows it.</summary>
    public UserInfo? OfToken(string token) =>
        tokens.TryGetValue(token, out var user) ? user.AsAuthenticated() : accounts.Check(token);

    /// <summary>The user of a client certificate that the TLS layer has found to be ours.</summary>
    private static UserInfo OfCertificate(X509Certificate2 certificate)
    {
        string Name(string oid) => Names(certificate, oid).FirstOrDefault() ?? "";
        return new UserInfo(Name(CommonName), "", [.. Names(certificate, Organization)]).AsAuthenticated();
    }

    private static IEnumerable<string> Names(X509Certificate2 certificate, string oid) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(n => !n.HasMultipleElements && n.GetSingleElementType().Value == oid).Select(n => n.GetSingleElementValue() ?? "");
}
