namespace Pipeline.Kubernetes.Credentials;

/// <summary>Who a request says it is from.</summary>
/// <param name="Authorization">The whole header; null for none. Never sent to a server without TLS.</param>
/// <param name="Certificate">Shown in the TLS handshake; null for none.</param>
public sealed record Credential(string? Authorization, ClientCertificate? Certificate)
{
    /// <summary>The header for a token.</summary>
    /// <returns>Null when the text can be no token: it is empty, or holds what no header takes.</returns>
    internal static string? Bearer(string token) =>
        token.Trim() is { Length: > 0 } trimmed && !trimmed.AsSpan().ContainsAnyExceptInRange('!', '~') ? $"Bearer {trimmed}" : null;

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() =>
        $"{(Authorization is null ? "no token" : "a token")}, {(Certificate is null ? "no certificate" : "a certificate")}";
}
