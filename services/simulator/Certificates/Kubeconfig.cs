using System.Text;
using YamlDotNet.Serialization;

namespace Pipeline.Simulator.Certificates;

/// <summary>The file that lets kubectl and all other clients into the simulated cluster.</summary>
/// <param name="Server">"https://127.0.0.1:16443".</param>
/// <param name="AuthorityPem">The CA that clients trust.</param>
public sealed record Kubeconfig(Uri Server, string AuthorityPem)
{
    /// <summary>Name of the cluster and of its first context.</summary>
    public const string Context = "simulated";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Who can log in; the first is the one of the context "simulated", others have contexts "simulated-name".</summary>
    public required IReadOnlyList<KubeconfigUser> Users { get; init; }

    /// <summary>Namespace of the contexts; null for "default".</summary>
    public string? Namespace { get; init; }

    /// <summary>The file's text.</summary>
    public string ToYaml() => new SerializerBuilder().DisableAliases().Build().Serialize(new Dictionary<string, object>
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = new[]
        {
            Named(Context, "cluster", new() { ["server"] = Server.ToString().TrimEnd('/'), ["certificate-authority-data"] = Base64(AuthorityPem) }),
        },
        ["users"] = Users.Select(u => Named(u.Name, "user", Credentials(u))).ToArray(),
        ["contexts"] = Users.Select((u, i) => Named(i == 0 ? Context : $"{Context}-{u.Name}", "context", ContextOf(u))).ToArray(),
        ["current-context"] = Context,
    });

    /// <summary>Writes the file whole or not at all, readable by its owner only.</summary>
    public void Write(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            using (var stream = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerOnly,
            }))
            {
                stream.Write(Encoding.UTF8.GetBytes(ToYaml()));
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static Dictionary<string, object> Named(string name, string what, Dictionary<string, string> fields) => new() { ["name"] = name, [what] = fields };

    private Dictionary<string, string> ContextOf(KubeconfigUser user)
    {
        var context = new Dictionary<string, string> { ["cluster"] = Context, ["user"] = user.Name };
        if (Namespace is not null)
            context["namespace"] = Namespace;
        return context;
    }

    private static Dictionary<string, string> Credentials(KubeconfigUser user)
    {
        var fields = new Dictionary<string, string>();
        if (user.Token is { } token)
            fields["token"] = token;
        if (user.Certificate is { } certificate)
        {
            fields["client-certificate-data"] = Base64(certificate.CertificatePem);
            fields["client-key-data"] = Base64(certificate.KeyPem);
        }
        return fields;
    }

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
}

/// <summary>Somebody who can log in, with a token, a certificate or both.</summary>
/// <param name="Name">Name of the entry.</param>
/// <param name="Token">Bearer token.</param>
/// <param name="Certificate">Client certificate.</param>
public sealed record KubeconfigUser(string Name, string? Token = null, ClientCredential? Certificate = null);
