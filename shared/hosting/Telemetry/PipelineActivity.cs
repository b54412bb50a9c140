using System.Diagnostics;

namespace Pipeline.Hosting.Telemetry;

/// <summary>The pipeline's own spans.</summary>
public static class PipelineActivity
{
    /// <summary>Name of the source, for whoever listens.</summary>
    public const string SourceName = "IncidentPipeline";

    /// <summary>Starts spans; null when nobody listens.</summary>
    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Starts a span that continues a stored "traceparent"; a new trace when there is none.</summary>
    public static Activity? Continue(string name, ActivityKind kind, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
}
