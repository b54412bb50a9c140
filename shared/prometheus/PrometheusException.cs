using System.Net;

namespace Pipeline.Prometheus;

/// <summary>A server gave no usable answer. The message carries its own text.</summary>
public sealed class PrometheusException(
    PrometheusFailure failure, string message, HttpStatusCode? status = null, string? errorType = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The sort of failure.</summary>
    public PrometheusFailure Failure { get; } = failure;

    /// <summary>HTTP status; null when no answer came.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>Prometheus' own word ("bad_data", "execution", "timeout"); null when the answer was not in its form.</summary>
    public string? ErrorType { get; } = errorType;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => Failure is PrometheusFailure.Timeout or PrometheusFailure.Unavailable;
}
