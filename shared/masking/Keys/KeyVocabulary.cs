using System.Collections.Frozen;

namespace Pipeline.Masking.Keys;

/// <summary>The words that make a key sensitive, and those that take it back.</summary>
internal static class KeyVocabulary
{
    /// <summary>Sensitive wherever the word stands in a key, also as the end of a word: <c>dbpassword</c>, <c>authtoken</c>.</summary>
    public static readonly (string Word, string Kind)[] Strong =
    [
        ("connectionstring", SecretKinds.ConnectionString),
        ("secretaccesskey", SecretKinds.CloudKey), ("sharedaccesskey", SecretKinds.CloudKey),
        ("accountkey", SecretKinds.CloudKey), ("storagekey", SecretKinds.CloudKey),
        ("privatekey", SecretKinds.PrivateKey), ("signingkey", SecretKinds.PrivateKey),
        ("encryptionkey", SecretKinds.PrivateKey), ("masterkey", SecretKinds.PrivateKey),
        ("apikey", SecretKinds.ApiKey), ("accesskey", SecretKinds.ApiKey), ("secretkey", SecretKinds.ApiKey),
        ("apitoken", SecretKinds.Token), ("password", SecretKinds.Password), ("passwords", SecretKinds.Password),
        ("passwd", SecretKinds.Password), ("passphrase", SecretKinds.Password), ("passcode", SecretKinds.Password),
        ("pwd", SecretKinds.Password), ("psk", SecretKinds.Password), ("token", SecretKinds.Token),
        ("secret", SecretKinds.Secret), ("jwt", SecretKinds.Jwt), ("credential", SecretKinds.Credentials),
        ("credentials", SecretKinds.Credentials), ("dockerconfigjson", SecretKinds.Credentials),
        ("dockercfg", SecretKinds.Credentials),
    ];

    /// <summary>Pairs of words: <c>api_key</c>, <c>Shared Access Key</c>, <c>client-key-data</c>.</summary>
    public static readonly FrozenDictionary<(string, string), string> Pairs = new Dictionary<(string, string), string>
    {
        [("api", "key")] = SecretKinds.ApiKey,
        [("api", "keys")] = SecretKinds.ApiKey,
        [("access", "key")] = SecretKinds.ApiKey,
        [("access", "keys")] = SecretKinds.ApiKey,
        [("secret", "key")] = SecretKinds.ApiKey,
        [("auth", "key")] = SecretKinds.ApiKey,
        [("integration", "key")] = SecretKinds.ApiKey,
        [("subscription", "key")] = SecretKinds.ApiKey,
        [("license", "key")] = SecretKinds.ApiKey,
        [("service", "key")] = SecretKinds.ApiKey,
        [("app", "key")] = SecretKinds.ApiKey,
        [("application", "key")] = SecretKinds.ApiKey,
        [("shared", "key")] = SecretKinds.CloudKey,
        [("account", "key")] = SecretKinds.CloudKey,
        [("storage", "key")] = SecretKinds.CloudKey,
        [("private", "key")] = SecretKinds.PrivateKey,
        [("signing", "key")] = SecretKinds.PrivateKey,
        [("encryption", "key")] = SecretKinds.PrivateKey,
        [("master", "key")] = SecretKinds.PrivateKey,
        [("session", "key")] = SecretKinds.PrivateKey,
        [("hmac", "key")] = SecretKinds.PrivateKey,
        [("ssh", "key")] = SecretKinds.PrivateKey,
        [("deploy", "key")] = SecretKinds.PrivateKey,
        [("host", "key")] = SecretKinds.PrivateKey,
        [("key", "data")] = SecretKinds.PrivateKey,
        [("tls", "key")] = SecretKinds.PrivateKey,
        [("access", "tokens")] = SecretKinds.Token,
        [("auth", "tokens")] = SecretKinds.Token,
        [("refresh", "tokens")] = SecretKinds.Token,
        [("connection", "string")] = SecretKinds.ConnectionString,
        [("connection", "strings")] = SecretKinds.ConnectionString,
        [("conn", "string")] = SecretKinds.ConnectionString,
        [("conn", "str")] = SecretKinds.ConnectionString,
        [("webhook", "url")] = SecretKinds.WebhookUrl,
        [("hook", "url")] = SecretKinds.WebhookUrl,
        [("session", "id")] = SecretKinds.Session,
        [("secret", "id")] = SecretKinds.Secret,
        [("access", "signature")] = SecretKinds.Signature,
        [("amz", "signature")] = SecretKinds.Signature,
        [("amz", "credential")] = SecretKinds.Signature,
        [("goog", "signature")] = SecretKinds.Signature,
        [("one", "time")] = SecretKinds.OneTimeCode,
    }.ToFrozenDictionary();

    /// <summary>Sensitive only as the last word: <c>REDIS_AUTH</c>, but not <c>auth.enabled</c> or <c>session.affinity</c>.</summary>
    public static readonly FrozenDictionary<string, KeyClass> Last = new Dictionary<string, KeyClass>
    {
        ["authorization"] = new(SecretKinds.Authorization),
        ["auth"] = new(SecretKinds.Authorization, Weak: true),
        ["bearer"] = new(SecretKinds.Bearer, Weak: true),
        ["pass"] = new(SecretKinds.Password, Weak: true),
        ["creds"] = new(SecretKinds.Credentials, Weak: true),
        ["cred"] = new(SecretKinds.Credentials, Weak: true),
        ["session"] = new(SecretKinds.Session, Weak: true),
        ["sessionid"] = new(SecretKinds.Session),
        ["jsessionid"] = new(SecretKinds.Session),
        ["phpsessid"] = new(SecretKinds.Session),
        ["sessid"] = new(SecretKinds.Session),
        ["cookie"] = new(SecretKinds.Cookie, Weak: true),
        ["cookies"] = new(SecretKinds.Cookie, Weak: true),
        ["dsn"] = new(SecretKinds.ConnectionString),
        ["connstr"] = new(SecretKinds.ConnectionString),
        ["sig"] = new(SecretKinds.Signature, Weak: true),
        ["otp"] = new(SecretKinds.OneTimeCode),
        ["totp"] = new(SecretKinds.OneTimeCode),
        ["cvv"] = new(SecretKinds.OneTimeCode),
        ["cvc"] = new(SecretKinds.OneTimeCode),
    }.ToFrozenDictionary();

    /// <summary>As the last word of a key: it is about the secret and does not hold it.</summary>
    public static readonly FrozenSet<string> About =
    [
        "name", "names", "ref", "refs", "reference", "path", "paths", "file", "files", "filename", "dir", "directory", "mount", "type",
        "types", "id", "ids", "url", "uri", "urls", "endpoint", "host", "hostname", "port", "expiration", "expiry", "expires", "expire",
        "expired", "seconds", "secs", "sec", "millis", "ms", "minutes", "hours", "days", "ttl", "timeout", "age", "length", "len", "size",
        "count", "limit", "limits", "budget", "policy", "policies", "rotation", "rotated", "enabled", "enable", "disabled", "required",
        "optional", "version", "provider", "issuer", "audience", "audiences", "algorithm", "alg", "format", "header", "headers", "field",
        "at", "time", "timestamp", "date", "created", "updated", "status", "state", "reason", "error", "errors", "failed", "failure",
        "failures", "total", "requests", "request", "attempts", "attempt", "retries", "hint", "class", "store", "manager", "generator",
        "controller", "service", "server", "namespace", "bucket", "capacity", "rate", "review", "reviews", "method", "mode", "scope",
        "scopes", "strength", "min", "max", "encoding", "engine", "backend", "role", "group", "username", "user", "account", "region",
        "checksum", "index", "selector", "template", "affinity", "interval", "period", "threshold", "source", "kind", "label", "labels",
        "annotation", "annotations", "usage", "rule", "rules", "cache", "configured", "present", "exists", "valid", "invalid", "bytes",
        "syncer", "operator", "driver", "validator", "validation", "verification", "resolver", "column", "location", "used",
    ];

    /// <summary>Before "secret": the name of a Kubernetes Secret, as charts and custom resources write it.</summary>
    public static readonly FrozenSet<string> NamesSecretAfter =
        ["pull", "existing", "tls", "ca", "cert", "certificate", "checksum", "from", "kubernetes", "k8s", "target"];

    /// <summary>After a sensitive word: says nothing of its own (<c>password.value</c>).</summary>
    public static readonly FrozenSet<string> Filler = ["value", "raw", "text", "plain", "plaintext", "default", "current", "old", "new", "v"];
}
