using Microsoft.Extensions.Logging;

namespace Pipeline.Kubernetes.Transport;

internal static partial class TransportLog
{
    [LoggerMessage(7101, LogLevel.Warning,
        "Any certificate of {Server} is trusted, as {Origin} says (insecure-skip-tls-verify): who is in between can read and change everything")]
    public static partial void Insecure(this ILogger log, Uri server, string origin);

    [LoggerMessage(7102, LogLevel.Warning, "{Server} is not reached over TLS: no credentials are sent to it ({Origin})")]
    public static partial void NoTls(this ILogger log, Uri server, string origin);

    [LoggerMessage(7103, LogLevel.Information, "{Request}: the server warns: {Warning}")]
    public static partial void Warned(this ILogger log, string request, string warning);

    [LoggerMessage(7104, LogLevel.Debug, "{Request}: try {Attempt} in {Delay}: {Reason}")]
    public static partial void Retrying(this ILogger log, string request, int attempt, TimeSpan delay, string? reason);
}
