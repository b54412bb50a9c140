namespace Pipeline.Kubernetes.Credentials;

/// <summary>A credential that stays as it is.</summary>
internal sealed class FixedCredential(Credential credential) : CredentialSource
{
    public override ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => new(credential);

    public override bool Refused(Credential credential) => false;
}
