using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>The certificate in a TLS secret.</summary>
internal static class ServingCertificate
{
    private static readonly ConditionalWeakTable<StoredObject, StrongBox<DateTimeOffset?>> Ends = [];

    /// <summary>What a program with this secret says when its certificate is past its time; null when it is not, or there is none.</summary>
    public static string? Complaint(StoredObject secret, DateTimeOffset now) =>
        secret.Root.Text("type") == "kubernetes.io/tls" && Ends.GetValue(secret, s => new(EndOf(s))).Value is { } end && end < now
            ? "x509: certificate has expired or is not yet valid: current time "
                + $"{now.ToApiTime()} is after {end.ToApiTime()}"
            : null;

    private static DateTimeOffset? EndOf(StoredObject secret)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(secret.Root.Text("data", "tls.crt") ?? "")));
            return DateTimeOffset.Parse(certificate.NotAfter.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null; // no certificate at all is another problem
        }
    }
}
