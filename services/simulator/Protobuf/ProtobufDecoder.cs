using System.Text.Json.Nodes;
using Pipeline.Simulator.Serving;

namespace Pipeline.Simulator.Protobuf;

/// <summary>Lets the API server take bodies in protobuf.</summary>
public sealed class ProtobufDecoder : IBodyDecoder
{
    /// <inheritdoc/>
    public bool Reads(string mediaType) => mediaType == ProtobufBody.ContentType;

    /// <inheritdoc/>
    public JsonObject Decode(ReadOnlySpan<byte> body) => ProtobufBody.Decode(body);
}
