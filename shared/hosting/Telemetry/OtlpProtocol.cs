namespace Pipeline.Hosting.Telemetry;

/// <summary>How telemetry is sent to an OpenTelemetry collector.</summary>
public enum OtlpProtocol
{
    /// <summary>Protobuf over HTTP, usually port 4318.</summary>
    HttpProtobuf,

    /// <summary>gRPC, usually port 4317.</summary>
    Grpc,
}
