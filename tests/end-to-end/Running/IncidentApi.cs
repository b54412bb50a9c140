using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>The HTTP API, as a person's program uses it.</summary>
public sealed class IncidentApi(Uri url, string token)
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Agrees to a plan.</summary>
    /// <returns>The answer's status.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<int> ApproveAsync(Guid incidentId, string planHash, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, $"api/v1/incidents/{incidentId}/approve"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = JsonContent.Create(new { planHash }),
        };
        using var answer = await Client.SendAsync(request, cancellationToken);
        return (int)answer.StatusCode;
    }
}
