using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Pipeline.Cli.Rendering;

/// <summary>The JSON of the API and of <c>--output json</c>: camelCase, enums as kebab-case names.</summary>
internal static class Json
{
    /// <summary>For people and programs: indented.</summary>
    public static JsonSerializerOptions Indented { get; } = Options(indented: true);

    /// <summary>One line.</summary>
    public static JsonSerializerOptions Compact { get; } = Options(indented: false);

    /// <summary>Writes a result.</summary>
    public static void Show<T>(this Terminal terminal, T value, JsonSerializerOptions options)
    {
        terminal.Output.WriteLine(JsonSerializer.Serialize(value, options));
        terminal.Output.Flush();
    }

    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        Converters = { new TolerantEnumConverter() },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), // control characters stay escaped
        WriteIndented = indented,
    };
}
