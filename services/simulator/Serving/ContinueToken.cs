using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Serving;

/// <summary>Where a list of several pages goes on.</summary>
/// <param name="ResourceVersion">The state that is listed; -1 for the newest.</param>
/// <param name="Start">The key that comes next, or the first after it.</param>
internal sealed record ContinueToken(long ResourceVersion, string Start)
{
    private const string FormatVersion = "meta.k8s.io/v1";

    /// <summary>The token that goes on after a key.</summary>
    public static ContinueToken After(ObjectKey key, bool inNamespace, long resourceVersion) =>
        new(resourceVersion, (inNamespace || key.Namespace.Length == 0 ? key.Name : $"{key.Namespace}/{key.Name}") + '\0');

    /// <summary>Whether a key comes before the place where the list goes on.</summary>
    public bool IsPast(ObjectKey key, bool inNamespace)
    {
        var text = inNamespace || key.Namespace.Length == 0 ? key.Name : $"{key.Namespace}/{key.Name}";
        return string.CompareOrdinal(text, Start) < 0;
    }

    /// <summary>The token as clients send it back.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = FormatVersion, ["rv"] = ResourceVersion, ["start"] = Start }.ToJsonString(GoJson.Options)));

    /// <summary>The token of a query.</summary>
    /// <exception cref="StatusException">It is none of ours.</exception>
    public static ContinueToken Parse(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            throw Refusal.BadRequest("invalid continue token: continue key is not valid: illegal base64 data at input byte 0");
        }
        try
        {
            if (JsonNode.Parse(bytes) is JsonObject json && (string?)json["v"] == FormatVersion && (string?)json["start"] is { Length: > 0 } start)
                return new ContinueToken((long?)json["rv"] ?? 0, start);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Refusal.BadRequest($"invalid continue token: continue key is not valid: {GoJsonErrors.Find(bytes)}");
        }
        throw Refusal.BadRequest("invalid continue token: continue key is not valid: encoded start key empty (version meta.k8s.io/v1)");
    }
}
