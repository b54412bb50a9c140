namespace Pipeline.Kubernetes.Credentials;

/// <summary>Where the credential of a request comes from.</summary>
public abstract class CredentialSource
{
    /// <summary>Nobody in particular.</summary>
    public static CredentialSource None { get; } = new FixedCredential(new Credential(null, null));

    /// <summary>The credential to use now.</summary>
    /// <exception cref="CredentialException">There is none to be had.</exception>
    public abstract ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server answered 401 to a credential.</summary>
    /// <returns>Whether another one may be had, so that asking again is worth it.</returns>
    public abstract bool Refused(Credential credential);
}
