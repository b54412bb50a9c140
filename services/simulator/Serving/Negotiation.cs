using Microsoft.Net.Http.Headers;
using Pipeline.Simulator.Clusters;

namespace Pipeline.Simulator.Serving;

/// <summary>How an answer is to look.</summary>
internal enum AnswerShape
{
    /// <summary>The objects themselves.</summary>
    Objects,

    /// <summary>Rows and columns for people.</summary>
    Table,

    /// <summary>Nothing but the metadata.</summary>
    Metadata,
}

/// <summary>Finds by the Accept header how an answer is to look.</summary>
internal static class Negotiation
{
    private const string Available =
        "application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";

    /// <summary>The first of the wanted shapes that can be given.</summary>
    /// <exception cref="StatusException">None can.</exception>
    public static AnswerShape ShapeOf(HttpRequest request, bool hasTables)
    {
        var accepted = request.Headers.Accept;
        if (accepted.Count == 0 || accepted.All(string.IsNullOrWhiteSpace))
            return AnswerShape.Objects;
        if (!MediaTypeHeaderValue.TryParseList(accepted, out var ranges))
            throw NotAcceptable();
        foreach (var range in ranges.OrderByDescending(r => r.Quality ?? 1))
        {
            if (range.MediaType != "application/json" && range.MediaType != "application/*" && range.MediaType != "*/*")
                continue;
            switch (Parameter(range, "as"))
            {
                case null:
                    return AnswerShape.Objects;
                case "Table" when hasTables && IsMeta(range):
                    return AnswerShape.Table;
                case "PartialObjectMetadata" or "PartialObjectMetadataList" when IsMeta(range):
                    return AnswerShape.Metadata;
            }
        }
        throw NotAcceptable();
    }

    private static bool IsMeta(MediaTypeHeaderValue range) => Parameter(range, "g") == "meta.k8s.io" && Parameter(range, "v") is "v1" or "v1beta1";

    private static string? Parameter(MediaTypeHeaderValue range, string name) =>
        range.Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Value;

    private static StatusException NotAcceptable() =>
        new(406, "NotAcceptable", $"406: Not Acceptable\n\nAvailable representations: {Available}", []);
}
