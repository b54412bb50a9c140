using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>Six services and a real Alertmanager that sends to them, for the tests of one class.</summary>
public sealed class PipelineWithAlerts(Servers servers) : IAsyncLifetime
{
    private SixServices? _services;

    public Servers Servers { get; } = servers;

    public SixServices Services => _services ?? throw new InvalidOperationException("The services did not start.");

    public AlertmanagerFixture Alertmanager { get; } = new();

    public async Task InitializeAsync()
    {
        _services = await SixServices.StartAsync(Servers);
        await Alertmanager.InitializeAsync();
        await Alertmanager.SendToAsync(_services.AlertWebhook, _services.IngestToken, "deployment");
    }

    public async Task DisposeAsync()
    {
        await Alertmanager.DisposeAsync();
        if (_services is not null)
            await _services.DisposeAsync();
    }

    /// <summary>An incident of a deployment that nobody else uses.</summary>
    public AlertedIncident Incident(string deployment) => new(Services, Alertmanager, deployment);

    /// <summary>Runs a test; when it fails, with what the services wrote last.</summary>
    public async Task RunAsync(AlertedIncident incident, Func<Task> test)
    {
        try
        {
            await test();
        }
        catch (Exception e)
        {
            var known = await Services.Record.IncidentsOfAsync(incident.Entity, CancellationToken.None);
            var stories = await Task.WhenAll(known.Select(found => Services.Record.StoryAsync(found.Id)));
            throw new InvalidOperationException(
                $"{e.Message}\n{string.Join('\n', stories)}\n{Services.Output()}", e);
        }
    }
}
