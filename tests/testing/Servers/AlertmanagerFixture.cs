using System.Net.Http.Json;

namespace Pipeline.Testing.Servers;

/// <summary>A real Alertmanager that sends to a webhook without waiting for more alerts of a group.</summary>
public sealed class AlertmanagerFixture() : HttpServerFixture("prometheus-alertmanager", "prometheus-alertmanager", "/-/ready")
{
    private string ConfigurationFile => Folder.Combine("alertmanager.yml");

    public override async Task InitializeAsync()
    {
        await WriteAsync("route: { receiver: nobody }\nreceivers: [ { name: nobody } ]\n");
        await base.InitializeAsync();
    }

    /// <summary>Sends all alerts, firing and resolved, to a webhook from now on.</summary>
    /// <param name="webhook">Where to.</param>
    /// <param name="bearerToken">Goes into the Authorization header; null sends none.</param>
    /// <param name="groupBy">Alerts with the same values of these labels come in one message.</param>
    public Task SendToAsync(Uri webhook, string? bearerToken, params string[] groupBy) => ConfigureAsync($$"""
        route:
          receiver: webhook
          group_by: [{{string.Join(", ", groupBy.DefaultIfEmpty("alertname"))}}]
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 1h
        receivers:
        - name: webhook
          webhook_configs:
          - url: {{webhook}}
            send_resolved: true
        {{(bearerToken is null ? "" : $"    http_config: {{ authorization: {{ credentials: '{bearerToken}' }} }}")}}
        """);

    /// <summary>Replaces the whole configuration.</summary>
    /// <exception cref="ArgumentException">Alertmanager refuses it.</exception>
    public async Task ConfigureAsync(string yaml)
    {
        await WriteAsync(yaml);
        await ReloadAsync();
    }

    /// <summary>Posts alerts as Prometheus does (API v2).</summary>
    public async Task PostAsync(params PostedAlert[] alerts)
    {
        using var answer = await Client.PostAsJsonAsync(new Uri(Address, "/api/v2/alerts"), alerts);
        if (!answer.IsSuccessStatusCode)
            throw new ArgumentException($"Alertmanager refuses the alerts: {await answer.Content.ReadAsStringAsync()}");
    }

    protected override IReadOnlyList<string> Arguments() =>
    [
        $"--web.listen-address={Target}", $"--config.file={ConfigurationFile}", $"--storage.path={Folder.Combine("data")}",
        "--cluster.listen-address=",
    ];

    private Task WriteAsync(string yaml) => File.WriteAllTextAsync(ConfigurationFile, yaml);
}
