using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Kubernetes.Json;

/// <summary>How objects of the API are read: unknown fields are passed over, and null is the same as absent.</summary>
public static class KubernetesJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = 512, // a CustomResourceDefinition's schema nests deeply
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TakeNullAsAbsent } },
            Converters =
            {
                new PooledStringConverter(), new TimeConverter(), new QuantityConverter(), new IntOrStringConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>A list, a map or a number that comes as null keeps its default: Go writes null for a nil slice.</summary>
    private static void TakeNullAsAbsent(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
        {
            if (property.Set is not { } set)
                continue;
            if (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                property.CustomConverter ??= NullAsDefault(property.PropertyType);
            else
                property.Set = (target, value) =>
                {
                    if (value is not null)
                        set(target, value);
                };
        }
    }

    private static JsonConverter? NullAsDefault(Type type) =>
        type == typeof(bool) ? new NullAsDefaultConverter<bool>(static (ref reader) => reader.GetBoolean())
        : type == typeof(int) ? new NullAsDefaultConverter<int>(static (ref reader) => reader.GetInt32())
        : type == typeof(long) ? new NullAsDefaultConverter<long>(static (ref reader) => reader.GetInt64())
        : null;
}
