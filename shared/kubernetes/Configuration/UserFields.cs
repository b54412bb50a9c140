using System.Text;
using Pipeline.Kubernetes.Credentials;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>Reads the "user" part of a kubeconfig.</summary>
internal static class UserFields
{
    public static ClusterConnection Apply(
        YamlField user, YamlField cluster, ClusterConnection connection, KubeEnvironment environment, TimeProvider clock)
    {
        if (user["auth-provider"].IsPresent)
            throw user["auth-provider"].Wrong("is not supported: Kubernetes took auth providers out with 1.26; use an exec plugin");
        var files = Files(user);
        var given = Certificate(user);
        var certificate = files is null ? given : null; // what is in files is added below, as it is then
        var (token, tokenFile, exec) = (user["token"], user["tokenFile"], user["exec"]);
        if (user["username"].Text is { } name)
        {
            if (token.IsPresent || tokenFile.IsPresent)
                throw user["username"].Wrong("contradicts the token beside it: one of them must go");
            return With(new FixedCredential(new Credential(BasicHeader(name, user["password"].Text), certificate)));
        }
        if (tokenFile.AbsolutePath() is { } path)
        {
            _ = tokenFile.Content();
            return With(new TokenFileCredential(path, certificate, clock));
        }
        if (token.Text is { } text)
            return With(new FixedCredential(new Credential(
                Credential.Bearer(text) ?? throw token.Wrong("holds a character that no token has"), certificate)));
        if (exec.IsPresent)
            return With(new ExecCredential(ExecFields.Read(exec, cluster, environment), certificate, clock));
        return With(certificate is null ? CredentialSource.None : new FixedCredential(new Credential(null, certificate)));

        ClusterConnection With(CredentialSource credentials) =>
            connection with
            {
                Credentials = files is { } both ? new CertificateFileCredential(credentials, both.Certificate, both.Key, clock) : credentials,
                ImpersonateAs = Impersonation(user),
            };
    }

    /// <summary>The two files that a certificate is kept fresh in; null where the kubeconfig itself holds a part of it.</summary>
    private static (string Certificate, string Key)? Files(YamlField user) =>
        user["client-certificate-data"].IsPresent || user["client-key-data"].IsPresent || user["client-certificate"].AbsolutePath() is not { } certificate
            ? null
            : (certificate, user["client-key"].AbsolutePath()!);

    private static ClientCertificate? Certificate(YamlField user)
    {
        var certificate = user["client-certificate-data"] is { IsPresent: true } data ? data : user["client-certificate"];
        var key = user["client-key-data"] is { IsPresent: true } keyData ? keyData : user["client-key"];
        if (!certificate.IsPresent)
            return key.IsPresent ? throw key.Wrong("is a key without a client-certificate or client-certificate-data") : null;
        if (!key.IsPresent)
            throw certificate.Wrong("is a certificate without a client-key or client-key-data");
        var pem = Pem(certificate);
        _ = certificate.Certificates(pem);
        try
        {
            return ClientCertificate.Of(pem, Pem(key));
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or ArgumentException or NotSupportedException)
        {
            throw key.Wrong($"does not fit the client certificate or cannot be read: {e.Message}", e);
        }
    }

    private static string Pem(YamlField field) =>
        field.Path.EndsWith("-data", StringComparison.Ordinal) ? Encoding.UTF8.GetString(field.Base64()) : field.Content();

    private static string BasicHeader(string name, string? password) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))}";

    private static Impersonation? Impersonation(YamlField user)
    {
        if (user["as"].Text is not { } name)
            return user["as-groups"].IsPresent || user["as-uid"].IsPresent || user["as-user-extra"].IsPresent
                ? throw user["as"].Wrong("is missing: groups, uid and extra count only beside it")
                : null;
        return new Impersonation(name)
        {
            Uid = user["as-uid"].Text,
            Groups = [.. user["as-groups"].Items.Select(item => item.Required())],
            Extra = user["as-user-extra"].Entries.ToDictionary(
                entry => entry.Name, entry => (IReadOnlyList<string>)[.. entry.Value.Items.Select(item => item.Required())], StringComparer.Ordinal),
        };
    }
}
