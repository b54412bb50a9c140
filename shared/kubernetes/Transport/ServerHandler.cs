using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Credentials;

namespace Pipeline.Kubernetes.Transport;

/// <summary>The connections to one server: trust, client certificate, proxy, and pings that notice when it is gone.</summary>
internal static class ServerHandler
{
    public static SocketsHttpHandler Create(ClusterConnection connection, ClientCertificate? certificate)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a redirect would carry the credentials along
            AutomaticDecompression = DecompressionMethods.GZip,
            UseCookies = false,
            RequestHeaderEncodingSelector = (name, _) => RepeatedHeader.EncodingOf(name),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            EnableMultipleHttp2Connections = true, // a server allows some hundred streams on one, and each watch holds one
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            UseProxy = connection.Proxy is not null,
            Proxy = connection.Proxy is null ? null : new WebProxy(connection.Proxy) { Credentials = CredentialsIn(connection.Proxy) },
            SslOptions = TlsOf(connection, certificate),
        };
        if (connection is { TlsServerName: { } name, Proxy: null, Server.Scheme: "https" })
            handler.ConnectCallback = (context, cancellationToken) => ConnectAsync(context, connection, certificate, name, cancellationToken);
        return handler;
    }

    private static SslClientAuthenticationOptions TlsOf(ClusterConnection connection, ClientCertificate? certificate)
    {
        var options = new SslClientAuthenticationOptions { ClientCertificateContext = certificate?.Context };
        if (connection.Insecure)
#pragma warning disable CA5359 // "insecure-skip-tls-verify: true" is the user's own word, and the log repeats it at each start
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        else
        {
            if (connection.Authorities is { } authorities)
                options.CertificateChainPolicy = TrustOnly(authorities);
            if (connection is { TlsServerName: { } name, Proxy: not null })
                options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsFor(name, certificate, errors);
        }
        return options;
    }

    /// <summary>Behind a proxy the handshake is the handler's, which puts the URL's host into it: the name is checked here instead.</summary>
    private static bool IsFor(string name, X509Certificate? certificate, SslPolicyErrors errors) =>
        (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None
        && certificate is X509Certificate2 shown && shown.MatchesHostname(name);

    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    /// <summary>Opens the connection under the name that the certificate must be for; SocketsHttpHandler would take the URL's host.</summary>
    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, ClusterConnection connection, ClientCertificate? certificate, string name, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        SslStream? tls = null;
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            var options = TlsOf(connection, certificate);
            options.TargetHost = name;
            options.ApplicationProtocols = context.InitialRequestMessage.Version.Major >= 2
                ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]
                : [SslApplicationProtocol.Http11];
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return tls;
        }
        catch (Exception e)
        {
            if (tls is not null)
                await tls.DisposeAsync();
            socket.Dispose();
            if (e is AuthenticationException)
                throw new HttpRequestException(HttpRequestError.SecureConnectionError, e.Message, e);
            throw;
        }
    }

    private static NetworkCredential? CredentialsIn(Uri proxy) =>
        proxy.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest]
            ? new NetworkCredential(Uri.UnescapeDataString(user), rest is [var password] ? Uri.UnescapeDataString(password) : "")
            : null;
}
