namespace Pipeline.Masking;

/// <summary>What a masked value was; the middle part of a token. Stored for ever, so none may change its spelling.</summary>
/// <remarks>Custom patterns add kinds of their own, in the grammar of <see cref="Tokens.MaskedToken"/>.</remarks>
public static class SecretKinds
{
    public const string Password = "password";
    public const string Secret = "secret";
    public const string Token = "token";
    public const string ApiKey = "api-key";
    public const string Bearer = "bearer";
    public const string BasicAuth = "basic-auth";
    public const string Authorization = "authorization";
    public const string PrivateKey = "private-key";
    public const string Credentials = "credentials";
    public const string ConnectionString = "connection-string";
    public const string Jwt = "jwt";
    public const string CloudKey = "cloud-key";
    public const string Signature = "signature";
    public const string Session = "session";
    public const string Cookie = "cookie";
    public const string OneTimeCode = "one-time-code";
    public const string WebhookUrl = "webhook-url";
    public const string Email = "email";
    public const string CardNumber = "card-number";

    /// <summary>A value of a Kubernetes Secret whose key says nothing about it.</summary>
    public const string SecretData = "secret-data";

    /// <summary>Text in the form of a token that was not made with this key: forged, or of another installation.</summary>
    public const string Foreign = "foreign";

    /// <summary>Text that could not be examined within the limits, masked as a whole.</summary>
    public const string Unexamined = "unexamined";
}
