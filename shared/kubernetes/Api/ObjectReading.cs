using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Api;

/// <summary>Reads one object so that one odd object never costs the others.</summary>
internal static class ObjectReading
{
    public static bool TryRead<T>(
        ReadOnlySpan<byte> json, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out UnreadableObject? unreadable)
        where T : class, IKubernetesObject
    {
        (value, unreadable) = (null, null);
        try
        {
            value = JsonSerializer.Deserialize<T>(json, KubernetesJson.Options) ?? throw new JsonException("null is no object");
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            unreadable = new UnreadableObject(MetadataOf(json), e.Message);
            return false;
        }
    }

    public static ObjectMeta MetadataOf(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<PartialObject>(json, KubernetesJson.Options)?.Metadata ?? new();
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return new ObjectMeta();
        }
    }
}
