using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Json;

internal sealed class KubernetesObjectConverter : JsonConverter<KubernetesObject>
{
    public override KubernetesObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, KubernetesObject value, JsonSerializerOptions options) => value.Raw.WriteTo(writer);
}
