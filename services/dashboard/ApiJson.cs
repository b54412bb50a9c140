using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Dashboard;

/// <summary>The JSON of the API: camelCase, enums as kebab-case names, whatever a type is stored as.</summary>
public static class ApiJson
{
    /// <summary>For what is made into JSON by hand.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Makes options those of the API.</summary>
    public static void Apply(JsonSerializerOptions options) =>
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));

    /// <summary>An enum's value as the API names it.</summary>
    /// <param name="name">Its name in the code.</param>
    public static string NameOf(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
