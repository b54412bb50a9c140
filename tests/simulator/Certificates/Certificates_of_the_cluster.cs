using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Pipeline.Simulator.Certificates;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Certificates;

public sealed class Certificates_of_the_cluster : IDisposable
{
    private readonly ClusterCertificates _certificates = new(TimeProvider.System);

    [Fact]
    public void Say_who_the_client_is()
    {
        var credential = _certificates.IssueClient("joe", "system:masters", "shop");
        using var certificate = X509Certificate2.CreateFromPem(credential.CertificatePem, credential.KeyPem);
        Assert.True(_certificates.HasIssued(certificate));
        Assert.Contains("CN=joe", certificate.Subject, StringComparison.Ordinal);
        Assert.Contains("O=system:masters", certificate.Subject, StringComparison.Ordinal);
        Assert.Contains("O=shop", certificate.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Do_not_know_those_of_another_authority_or_those_for_servers()
    {
        using var other = new ClusterCertificates(TimeProvider.System);
        var credential = other.IssueClient("joe", "system:masters");
        using var certificate = X509Certificate2.CreateFromPem(credential.CertificatePem, credential.KeyPem);
        Assert.False(_certificates.HasIssued(certificate));
        Assert.False(_certificates.HasIssued(_certificates.Server));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Are_trusted_by_a_client_that_knows_the_authority(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var socket = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(socket.GetStream());
            await tls.AuthenticateAsServerAsync(_certificates.Server);
        });
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509Certificate2.CreateFromPem(_certificates.AuthorityPem) },
            },
        });
        Assert.True(stream.IsAuthenticated);
        await serving;
    }

    [Fact]
    public async Task Come_in_a_kubeconfig_that_only_its_owner_can_read()
    {
        await using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "new", "kubeconfig");
        var kubeconfig = new Kubeconfig(new Uri("https://127.0.0.1:16443"), _certificates.AuthorityPem)
        {
            Users = [new KubeconfigUser("admin", "secret-token"), new KubeconfigUser("joe", Certificate: _certificates.IssueClient("joe"))],
        };
        kubeconfig.Write(path);
        kubeconfig.Write(path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var text = await File.ReadAllTextAsync(path);
        Assert.Contains("current-context: simulated\n", text, StringComparison.Ordinal);
        Assert.Contains("server: https://127.0.0.1:16443\n", text, StringComparison.Ordinal);
        Assert.Contains("name: simulated-joe\n", text, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    public void Dispose() => _certificates.Dispose();
}
