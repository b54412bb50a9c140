namespace Pipeline.Simulator.Endpoints;

/// <summary>Reads Accept headers: kubectl's name one form of one type after the other.</summary>
public static class AcceptHeader
{
    /// <summary>The media types in the client's order; one without a header accepts anything.</summary>
    public static IReadOnlyList<MediaType> Read(string? header) => string.IsNullOrWhiteSpace(header)
        ? [MediaType.Anything]
        : [.. header.Split(',').Select(MediaType.Read).OrderByDescending(m => m.Quality)];
}

/// <summary>A media type with its parameters: <c>application/json;as=Table;v=v1;g=meta.k8s.io</c>.</summary>
/// <param name="Type">"application/json", in lower case.</param>
/// <param name="Parameters">Without the quality.</param>
/// <param name="Quality">0 to 1.</param>
public sealed record MediaType(string Type, IReadOnlyDictionary<string, string> Parameters, double Quality)
{
    /// <summary>Any at all.</summary>
    public static MediaType Anything { get; } = new("*/*", new Dictionary<string, string>(), 1);

    /// <summary>The value of a parameter; null when there is none.</summary>
    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <summary>Whether it allows a type.</summary>
    public bool Allows(string type) =>
        Type == type || Type == "*/*" || (Type.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(Type[..^1], StringComparison.Ordinal));

    internal static MediaType Read(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var (parameters, quality) = (new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), 1d);
        foreach (var part in parts.Skip(1))
        {
            var (name, value) = part.Split('=', 2) is [var before, var after] ? (before.Trim(), after.Trim().Trim('"')) : (part, "");
            if (name != "q")
                parameters[name] = value;
            else if (double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var given))
                quality = given;
        }
        return new MediaType(parts[0].ToLowerInvariant(), parameters, quality);
    }
}
