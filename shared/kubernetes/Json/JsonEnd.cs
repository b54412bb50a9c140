using System.Buffers;

namespace Pipeline.Kubernetes.Json;

/// <summary>Finds where an object ends, several times faster than a reader that checks it: whoever reads it checks it anyway.</summary>
internal static class JsonEnd
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}"u8);
    private static readonly SearchValues<byte> InText = SearchValues.Create("\"\\"u8);

    /// <param name="json">Begins with an opening brace.</param>
    /// <returns>The length of the object; -1 when it does not end here.</returns>
    public static int OfObject(ReadOnlySpan<byte> json)
    {
        var (at, depth) = (0, 0);
        while (json[at..].IndexOfAny(Structure) is var next and >= 0)
        {
            at += next + 1;
            switch (json[at - 1])
            {
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}' when --depth == 0:
                    return at;
                case (byte)'"':
                    if (OfText(json[at..]) is not (var length and >= 0))
                        return -1;
                    at += length;
                    break;
            }
        }
        return -1;
    }

    /// <summary>The length of a text with its closing quote.</summary>
    private static int OfText(ReadOnlySpan<byte> json)
    {
        var at = 0;
        while (json[at..].IndexOfAny(InText) is var next and >= 0)
        {
            at += next + 1;
            if (json[at - 1] == (byte)'"')
                return at;
            if (at == json.Length)
                return -1;
            at++; // what is escaped
        }
        return -1;
    }
}
