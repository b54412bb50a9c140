namespace Pipeline.Simulator.Metrics.Serving;

/// <summary>A refusal of the query API.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="errorType">Prometheus' word: "bad_data", "execution", "timeout".</param>
/// <param name="message">What is wrong.</param>
internal sealed class ApiException(int status, string errorType, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string ErrorType { get; } = errorType;

    /// <summary>The request is wrong.</summary>
    public static ApiException BadData(string message) => new(StatusCodes.Status400BadRequest, "bad_data", message);

    /// <summary>A parameter is wrong.</summary>
    public static ApiException Parameter(string name, string problem) => BadData($"invalid parameter \"{name}\": {problem}");
}
