namespace Pipeline.Simulator.Serving;

/// <summary>Answers requests that the server has no answer to of its own: discovery, OpenAPI, logs, metrics.</summary>
public interface IApiEndpoint
{
    /// <summary>Whether it answers this request. Asked after authentication and authorization.</summary>
    bool Answers(RequestInfo request);

    /// <summary>Answers it. What it throws as a refusal becomes the answer.</summary>
    Task HandleAsync(ApiRequest request);
}
