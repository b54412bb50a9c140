using System.Globalization;
using System.Net;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY mean for a server, by the rules of Go, which kubectl follows.</summary>
internal static class EnvironmentProxy
{
    /// <returns>Null for none: nothing is set, the server is local, or NO_PROXY names it by host, suffix, address or network.</returns>
    public static Uri? For(Uri server, KubeEnvironment environment)
    {
        var name = server.Scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY";
        if (Variable(environment, name) is not { } proxy || IsLocal(server) || IsExcepted(server, Variable(environment, "NO_PROXY") ?? ""))
            return null;
        return Uri.TryCreate(proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https" or "socks5"
            ? url
            : throw new ConfigurationException($"{name} is \"{proxy}\", which is no http, https or socks5 URL");
    }

    private static string? Variable(KubeEnvironment environment, string name) =>
        environment.Variable(name) is { Length: > 0 } upper ? upper
        : environment.Variable(name.ToLowerInvariant()) is { Length: > 0 } lower ? lower
        : null;

    private static bool IsLocal(Uri server) =>
        server.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(server.IdnHost, out var address) && IPAddress.IsLoopback(address));

    private static bool IsExcepted(Uri server, string exceptions) =>
        exceptions.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(exception => Matches(server, exception));

    private static bool Matches(Uri server, string exception)
    {
        if (exception == "*")
            return true;
        if (IPNetwork.TryParse(exception, out var network))
            return IPAddress.TryParse(server.IdnHost, out var inNetwork) && network.Contains(inNetwork);
        if (IPAddress.TryParse(exception, out var alone))
            return IPAddress.TryParse(server.IdnHost, out var address) && address.Equals(alone);
        if (exception.LastIndexOf(':') is var colon and > 0)
        {
            if (exception[(colon + 1)..] != server.Port.ToString(CultureInfo.InvariantCulture))
                return false;
            exception = exception[..colon].Trim('[', ']');
            if (IPAddress.TryParse(exception, out var withPort))
                return IPAddress.TryParse(server.IdnHost, out var address) && address.Equals(withPort);
        }
        var suffix = exception.TrimStart('*');
        return suffix.StartsWith('.')
            ? server.IdnHost.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            : server.IdnHost.Equals(suffix, StringComparison.OrdinalIgnoreCase)
                || server.IdnHost.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase);
    }
}
