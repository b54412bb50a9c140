using System.Text;
using Microsoft.Extensions.Primitives;

namespace Pipeline.Hosting.Authentication;

/// <summary>What an Authorization header carries.</summary>
internal static class AuthorizationHeader
{
    private const int Longest = 4096;
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The part after the scheme's name; null for another scheme, several headers, or one that is too long.</summary>
    public static string? Of(string scheme, StringValues header) =>
        header is [{ Length: <= Longest } text] && text.Length > scheme.Length && text[scheme.Length] == ' ' &&
        text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && text[(scheme.Length + 1)..].Trim() is { Length: > 0 } value
            ? value : null;

    /// <summary>Name and password of a basic credential; null when it is none.</summary>
    public static (string Name, string Password)? Basic(string value)
    {
        try
        {
            var text = Strict.GetString(Convert.FromBase64String(value));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 ? (text[..colon], text[(colon + 1)..]) : null;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
