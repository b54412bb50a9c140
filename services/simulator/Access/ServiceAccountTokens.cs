using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Access;

/// <summary>Issues and checks the tokens of service accounts: signed, for a while, void when the account goes.</summary>
/// <param name="store">Where the accounts are.</param>
/// <param name="clock">Clock of the world.</param>
public sealed class ServiceAccountTokens(ObjectStore store, TimeProvider clock) : IDisposable
{
    /// <summary>Who the tokens are for when nobody else is named.</summary>
    public const string Audience = "https://kubernetes.default.svc";

    private static readonly string Header = Encode("""{"alg":"HS256","typ":"JWT"}"""u8);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>A token for an account.</summary>
    public string Issue(StoredObject account, IEnumerable<string> audiences, DateTimeOffset expires)
    {
        var claims = new JsonObject
        {
            ["aud"] = new JsonArray([.. audiences.Select(a => JsonValue.Create(a))]),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["iss"] = Audience,
            ["kubernetes.io"] = new JsonObject
            {
                ["namespace"] = account.Key.Namespace,
                ["serviceaccount"] = new JsonObject { ["name"] = account.Key.Name, ["uid"] = account.Uid },
            },
            ["sub"] = $"system:serviceaccount:{account.Key.Namespace}:{account.Key.Name}",
        };
        var text = $"{Header}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{Encode(Sign(text))}";
    }

    /// <summary>The account that a token is of; null when it is no valid token of ours.</summary>
    public UserInfo? Check(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(parts[2]), Encoding.ASCII.GetBytes(Encode(Sign($"{parts[0]}.{parts[1]}")))))
            return null;
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        if (claims.GetProperty("exp").GetInt64() < clock.GetUtcNow().ToUnixTimeSeconds())
            return null;
        var bound = claims.GetProperty("kubernetes.io");
        var (ns, account) = (bound.GetProperty("namespace").GetString()!, bound.GetProperty("serviceaccount"));
        var (name, uid) = (account.GetProperty("name").GetString()!, account.GetProperty("uid").GetString()!);
        return store.Find(Kinds.ServiceAccount, ns, name)?.Uid == uid ? UserInfo.ServiceAccount(ns, name, uid) : null;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private byte[] Sign(string text) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text));

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
