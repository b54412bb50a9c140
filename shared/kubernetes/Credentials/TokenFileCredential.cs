namespace Pipeline.Kubernetes.Credentials;

/// <summary>A token in a file that somebody keeps fresh: read again each minute, and after a 401.</summary>
internal sealed class TokenFileCredential(string file, ClientCertificate? certificate, TimeProvider clock) : CredentialSource
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);
    private volatile Reading? _last;

    public override async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        var last = _last;
        if (last is not null && clock.GetElapsedTime(last.At) < Lasts)
            return last.Credential;
        try
        {
            var header = Credential.Bearer(await File.ReadAllTextAsync(file, cancellationToken))
                ?? throw new CredentialException($"{file}: holds no token");
            // the same object while the text is the same, so that a refusal of it can be told from one of its successor
            var credential = last?.Credential.Authorization == header ? last.Credential : new Credential(header, certificate);
            _last = new Reading(credential, clock.GetTimestamp());
            return credential;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (last is not null)
                return last.Credential; // it is being replaced just now; the server says when the old one no longer counts
            throw new CredentialException($"{file}: the token cannot be read: {e.Message}", e);
        }
    }

    public override bool Refused(Credential credential)
    {
        if (ReferenceEquals(_last?.Credential, credential))
            _last = null;
        return true;
    }

    private sealed record Reading(Credential Credential, long At);
}
