using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Authentication;

/// <summary>The known secrets, as hashes. How long a comparison takes tells nothing: each one looks at all of them.</summary>
internal sealed class Credentials(IOptions<AccessOptions> access)
{
    private readonly (CredentialOptions Options, byte[] Hash)[] _tokens = Hashed(access.Value.Tokens);
    private readonly (CredentialOptions Options, byte[] Hash)[] _users = Hashed(access.Value.Users);

    public Caller? OfToken(string token) => Find(_tokens, _ => true, token, "bearer-token");

    public Caller? OfUser(string name, string password) => Find(_users, user => user.Name == name, password, "basic");

    private static Caller? Find(
        (CredentialOptions Options, byte[] Hash)[] known, Func<CredentialOptions, bool> mayBe, string secret, string means)
    {
        var hash = CredentialOptions.HashOf(secret);
        CredentialOptions? found = null;
        foreach (var (options, expected) in known)
            if (CryptographicOperations.FixedTimeEquals(hash, expected) & mayBe(options))
                found = options;
        return found is null ? null : new Caller(found.Name, means, found.Roles);
    }

    private static (CredentialOptions, byte[])[] Hashed(IReadOnlyList<CredentialOptions> credentials) =>
        [.. credentials.Select(credential => (credential, credential.Hash()))];
}
