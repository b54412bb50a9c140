using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Serving;

/// <summary>Reads request bodies of a content type other than JSON and YAML.</summary>
public interface IBodyDecoder
{
    /// <summary>Whether it reads bodies of this media type.</summary>
    bool Reads(string mediaType);

    /// <summary>The object in a body.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    JsonObject Decode(ReadOnlySpan<byte> body);
}
