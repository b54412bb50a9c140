using System.Text.Json;

namespace Pipeline.Kubernetes.Credentials;

/// <summary>Credentials of a plugin: run when the last ones have expired or were refused, by one caller for all.</summary>
internal sealed class ExecCredential(ExecPlugin plugin, ClientCertificate? certificate, TimeProvider clock) : CredentialSource
{
    private readonly Lock _lock = new();
    private Task<Credential>? _run;
    private volatile Issued? _issued;

    public override async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        if (Valid() is { } valid)
            return valid;
        Task<Credential> run;
        lock (_lock)
        {
            if (Valid() is { } ofAnother)
                return ofAnother;
            if (_run is null or { IsCompleted: true })
                _run = Task.Run(RunAsync, CancellationToken.None); // bounded in time by itself; who gives up leaves it to the others
            run = _run;
        }
        return await run.WaitAsync(cancellationToken);
    }

    public override bool Refused(Credential credential)
    {
        if (ReferenceEquals(_issued?.Credential, credential))
            _issued = null;
        return true;
    }

    private async Task<Credential> RunAsync()
    {
        var issued = Read(await ExecRun.OutputAsync(plugin, clock, CancellationToken.None));
        _issued = issued;
        return issued.Credential;
    }

    private Credential? Valid() =>
        _issued is { } issued && (issued.Expires is null || clock.GetUtcNow() < issued.Expires) ? issued.Credential : null;

    private Issued Read(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var root = document.RootElement;
            if (Text(root, "kind") != "ExecCredential")
                throw Wrong("printed no ExecCredential");
            if (Text(root, "apiVersion") != plugin.ApiVersion)
                throw Wrong($"answered in {Text(root, "apiVersion") ?? "no apiVersion"}, but {plugin.ApiVersion} is configured");
            if (!root.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object)
                throw Wrong("printed an ExecCredential without a status");
            var (token, certificatePem, keyPem) = (Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"));
            if (token is null && certificatePem is null)
                throw Wrong("gave neither a token nor a client certificate");
            if (certificatePem is null != keyPem is null)
                throw Wrong("gave only one of clientCertificateData and clientKeyData");
            var shown = certificatePem is null ? certificate : ClientCertificate.Of(certificatePem, keyPem!);
            var header = token is null ? null : Credential.Bearer(token) ?? throw Wrong("gave a token with characters that no header takes");
            return new Issued(new Credential(header, shown), Expiry(status));
        }
        catch (JsonException e)
        {
            throw Wrong($"printed no JSON ({e.Message})", e);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw Wrong($"gave a client certificate that cannot be used: {e.Message}", e);
        }
    }

    private DateTimeOffset? Expiry(JsonElement status) =>
        !status.TryGetProperty("expirationTimestamp", out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time
        : throw Wrong("gave an expirationTimestamp that is no time");

    private CredentialException Wrong(string what, Exception? inner = null) => new($"{plugin.Field}: {plugin.Command} {what}", inner);

    private static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
        && text.GetString() is { Length: > 0 } found ? found : null;

    private sealed record Issued(Credential Credential, DateTimeOffset? Expires);
}
