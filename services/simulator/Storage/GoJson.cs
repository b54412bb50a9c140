using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Simulator.Storage;

/// <summary>JSON as the real server writes it: compact, with nothing escaped that need not be.</summary>
public static class GoJson
{
    /// <summary>For whatever is written by hand rather than copied from the store.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc cref="Options"/>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
