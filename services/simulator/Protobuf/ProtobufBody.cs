using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Schemas;

namespace Pipeline.Simulator.Protobuf;

/// <summary>Bodies of requests in Kubernetes' protobuf: the word k8s, a zero, and a runtime.Unknown that says what it holds.</summary>
/// <remarks>kubectl sends all that it makes by itself so: <c>create deployment</c>, <c>auth can-i</c>, <c>create token</c>.</remarks>
public static class ProtobufBody
{
    /// <summary>The Content-Type of such bodies.</summary>
    public const string ContentType = "application/vnd.kubernetes.protobuf";

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Whether a body looks like one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    /// <summary>The object as it would have come in JSON.</summary>
    /// <exception cref="FormatException">It is no object of a built-in kind in protobuf.</exception>
    public static JsonObject Decode(ReadOnlySpan<byte> body)
    {
        if (!IsOne(body))
            throw new FormatException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        var envelope = new ProtobufReader(body[Magic.Length..]);
        while (envelope.Next())
        {
            if (envelope.Field == 1)
                (apiVersion, kind) = TypeMeta(envelope.Bytes);
            else if (envelope.Field == 2)
                raw = envelope.Bytes;
        }
        var type = TypeCatalogue.BuiltIn.Find(apiVersion, kind)
            ?? (kind == "DeleteOptions" ? TypeCatalogue.BuiltIn.DeleteOptions : null);
        if (type is null || type.Fields.Values.All(f => f.Numbers.Count == 0))
            throw new FormatException($"no kind \"{kind}\" is registered for version \"{apiVersion}\" in protobuf");
        var json = MessageDecoder.Decode(type, raw);
        json["apiVersion"] = apiVersion;
        json["kind"] = kind;
        return json;
    }

    private static (string ApiVersion, string Kind) TypeMeta(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        var (apiVersion, kind) = ("", "");
        while (reader.Next())
        {
            if (reader.Field == 1)
                apiVersion = Encoding.UTF8.GetString(reader.Bytes);
            else if (reader.Field == 2)
                kind = Encoding.UTF8.GetString(reader.Bytes);
        }
        return (apiVersion, kind);
    }
}
