using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Where traces, metrics and logs go besides the console and /metrics.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>Base URL of an OpenTelemetry collector: "http://otel:4318". Nothing is exported by default.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The collector's protocol: http-protobuf by default, or grpc.</summary>
    public OtlpProtocol OtlpProtocol { get; init; } = OtlpProtocol.HttpProtobuf;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint is { Scheme: not ("http" or "https") })
            yield return new ValidationResult("telemetry:otlpEndpoint must start with http:// or https://", [nameof(OtlpEndpoint)]);
    }

    internal OtlpExportProtocol ExportProtocol =>
        OtlpProtocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
}
