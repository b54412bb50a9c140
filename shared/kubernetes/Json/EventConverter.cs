using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Json;

/// <summary>Reads an event of either form. Newer writers leave count and timestamps null and fill eventTime and series.</summary>
internal sealed class EventConverter : JsonConverter<KubernetesEvent>
{
    public override KubernetesEvent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonSerializer.Deserialize<Wire>(ref reader, options) is not { } wire)
            return null;
        var source = wire.Source ?? wire.DeprecatedSource;
        var count = wire.Series?.Count ?? Positive(wire.Count) ?? Positive(wire.DeprecatedCount) ?? 1;
        var last = wire.LastTimestamp ?? wire.DeprecatedLastTimestamp;
        return new KubernetesEvent
        {
            ApiVersion = wire.ApiVersion,
            Kind = wire.Kind,
            Metadata = wire.Metadata,
            About = wire.InvolvedObject ?? wire.Regarding ?? new(),
            Related = wire.Related,
            Reason = wire.Reason ?? "",
            Message = wire.Message ?? wire.Note ?? "",
            Severity = wire.Type ?? "",
            Count = Math.Max(1, count),
            FirstSeen = wire.FirstTimestamp ?? wire.DeprecatedFirstTimestamp ?? wire.EventTime ?? wire.Metadata.CreationTimestamp,
            LastSeen = wire.Series?.LastObservedTime ?? last ?? wire.EventTime ?? wire.Metadata.CreationTimestamp,
            Reporter = Filled(wire.ReportingComponent) ?? Filled(wire.ReportingController) ?? Filled(source?.Component),
            ReportingHost = Filled(source?.Host) ?? Filled(wire.ReportingInstance),
            Action = Filled(wire.Action),
        };
    }

    public override void Write(Utf8JsonWriter writer, KubernetesEvent value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer,
            new Wire
            {
                ApiVersion = value.ApiVersion,
                Kind = value.Kind,
                Metadata = value.Metadata,
                InvolvedObject = value.About,
                Related = value.Related,
                Reason = value.Reason,
                Message = value.Message,
                Type = value.Severity,
                Count = value.Count,
                FirstTimestamp = value.FirstSeen,
                LastTimestamp = value.LastSeen,
                ReportingComponent = value.Reporter,
                Source = new Source { Component = value.Reporter, Host = value.ReportingHost },
                Action = value.Action,
            },
            options);

    private static int? Positive(int? number) => number is > 0 ? number : null;

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed record Wire
    {
        public string? ApiVersion { get; init; }

        public string? Kind { get; init; }

        public ObjectMeta Metadata { get; init; } = new();

        public ObjectReference? InvolvedObject { get; init; }

        public ObjectReference? Regarding { get; init; }

        public ObjectReference? Related { get; init; }

        public string? Reason { get; init; }

        public string? Message { get; init; }

        public string? Note { get; init; }

        public string? Type { get; init; }

        public int? Count { get; init; }

        public int? DeprecatedCount { get; init; }

        public DateTimeOffset? FirstTimestamp { get; init; }

        public DateTimeOffset? DeprecatedFirstTimestamp { get; init; }

        public DateTimeOffset? LastTimestamp { get; init; }

        public DateTimeOffset? DeprecatedLastTimestamp { get; init; }

        public DateTimeOffset? EventTime { get; init; }

        public Series? Series { get; init; }

        public Source? Source { get; init; }

        public Source? DeprecatedSource { get; init; }

        public string? ReportingComponent { get; init; }

        public string? ReportingController { get; init; }

        public string? ReportingInstance { get; init; }

        public string? Action { get; init; }
    }

    private sealed record Series
    {
        public int? Count { get; init; }

        public DateTimeOffset? LastObservedTime { get; init; }
    }

    private sealed record Source
    {
        public string? Component { get; init; }

        public string? Host { get; init; }
    }
}
