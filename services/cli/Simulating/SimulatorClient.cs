using System.Net;
using System.Text.Json;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Simulator;
using Pipeline.Simulator.Faults;

namespace Pipeline.Cli.Simulating;

/// <summary>Talks to the simulated cluster that runs on a data folder.</summary>
internal sealed class SimulatorClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http;

    private SimulatorClient(Uri address) => _http = new HttpClient { BaseAddress = address, Timeout = Patience, MaxResponseContentBufferSize = 1 << 20 };

    /// <summary>The one that runs on a data folder.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static SimulatorClient Find(string folder) => new(
        SimulatorFile.Find(folder)?.Metrics
        ?? throw new CommandException(
            ExitCode.NotFound, $"No simulated cluster runs on {folder}. Start one with `pipeline up --simulate` or `pipeline simulate`, or name its folder with --data-dir."));

    public Task<FaultEndpoints.Listing> ListAsync(CancellationToken cancellationToken) =>
        AskAsync<FaultEndpoints.Listing>(HttpMethod.Get, "faults", null, cancellationToken);

    public Task<ActiveFault> StartAsync(FaultEndpoints.Body fault, CancellationToken cancellationToken) =>
        AskAsync<ActiveFault>(HttpMethod.Post, "faults", fault, cancellationToken);

    /// <param name="id">Id of an active fault; null for all.</param>
    public Task ClearAsync(string? id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, id is null ? "faults" : $"faults/{Uri.EscapeDataString(id)}", null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(Json.Compact, cancellationToken)
            ?? throw new CommandException(ExitCode.Error, "The simulated cluster answered nothing.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Json.Compact) };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new CommandException(ExitCode.Error, $"The simulated cluster at {_http.BaseAddress} does not answer: {e.Message}", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.TimedOut, $"The simulated cluster at {_http.BaseAddress} did not answer within {Patience.TotalSeconds} s.", e);
        }
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await RefusalAsync(response, cancellationToken);
    }

    private static async Task<CommandException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            if (JsonSerializer.Deserialize<FaultEndpoints.Refusal>(text, Json.Compact) is { Field: not null } refusal)
            {
                return new CommandException(
                    response.StatusCode == HttpStatusCode.NotFound ? ExitCode.NotFound : ExitCode.Usage,
                    $"{refusal.Field}{(refusal.Value is null ? "" : $" \"{refusal.Value}\"")}: {refusal.Problem}. {refusal.WayOut}.");
            }
        }
        catch (JsonException)
        {
            // said as it is
        }
        return new CommandException(ExitCode.Error, $"The simulated cluster answered {(int)response.StatusCode}: {text}");
    }
}
