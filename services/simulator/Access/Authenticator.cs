using System.Security.Cryptography.X509Certificates;

namespace Pipeline.Simulator.Access;

/// <summary>Finds out who sends a request.</summary>
/// <param name="tokens">Known bearer tokens.</param>
/// <param name="accounts">Knows the tokens of service accounts.</param>
/// <param name="trusts">Whether the cluster's authority has issued a client certificate.</param>
public sealed class Authenticator(
    IReadOnlyDictionary<string, UserInfo> tokens, ServiceAccountTokens accounts, Func<X509Certificate2, bool> trusts)
{
    private const string Bearer = "Bearer ";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    /// <summary>The sender: of a token, of a client certificate, or anonymous when nothing was shown.</summary>
    /// <returns>Null when a token or certificate was shown that nobody knows.</returns>
    public UserInfo? Authenticate(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return OfToken(header[Bearer.Length..].Trim());
        if (http.Connection.ClientCertificate is not { } certificate)
            return UserInfo.Anonymous;
        return trusts(certificate) ? OfCertificate(certificate) : null;
    }

    /// <summary>The user of a token; null when nobody knows it.</summary>
    public UserInfo? OfToken(string token) =>
        tokens.TryGetValue(token, out var user) ? user.AsAuthenticated() : accounts.Check(token);

    private static UserInfo OfCertificate(X509Certificate2 certificate) =>
        new UserInfo(Names(certificate, CommonName).FirstOrDefault() ?? "", "", [.. Names(certificate, Organization)]).AsAuthenticated();

    private static IEnumerable<string> Names(X509Certificate2 certificate, string oid) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .Where(n => !n.HasMultipleElements && n.GetSingleElementType().Value == oid).Select(n => n.GetSingleElementValue() ?? "");
}
