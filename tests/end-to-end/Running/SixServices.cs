using System.Security.Cryptography;
using Npgsql;
using Pipeline.EndToEnd.Tests.Watching;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>The pipeline as on many machines: six processes over RabbitMQ and PostgreSQL, with one settings file for all.</summary>
public sealed class SixServices : IAsyncDisposable
{
    /// <summary>In the order in which an incident passes through them.</summary>
    public static readonly string[] Names = ["collector", "detector", "analyzer", "approver", "executor", "dashboard"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, ServiceProcess> _services = [];
    private readonly List<ServiceProcess> _replicas = [];
    private readonly Dictionary<string, string?> _environment;

    private SixServices(TestDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        Database = database;
        _environment = settings.ToDictionary(
            setting => $"PIPELINE__{setting.Key.Replace(":", "__", StringComparison.Ordinal)}", string? (setting) => setting.Value,
            StringComparer.OrdinalIgnoreCase);
        _environment["PIPELINE__CONFIG"] = _folder.Combine("pipeline.yaml");
        Record = new IncidentRecord(database.DataSource, AnchorFile, PublicKeyFile);
    }

    /// <summary>The pipeline's database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The signed checkpoints outside the database.</summary>
    public string AnchorFile => _folder.Combine("anchors.jsonl");

    /// <summary>Of the key that signs them.</summary>
    public string PublicKeyFile => $"{KeyFile}.pub";

    /// <summary>What the pipeline stored.</summary>
    public IncidentRecord Record { get; }

    /// <summary>What notifications reached.</summary>
    public Notifications Notifications { get; } = new();

    /// <summary>The API, as somebody who may approve.</summary>
    public IncidentApi Api => new(Service("dashboard").Url, ApproverToken);

    /// <summary>Bearer token of a person who may approve.</summary>
    public string ApproverToken { get; } = Token();

    /// <summary>Where alerts are posted to.</summary>
    public Uri AlertWebhook => new(Service("collector").Url, "api/v1/alertmanager");

    /// <summary>What Alertmanager proves itself with there.</summary>
    public string IngestToken { get; } = Token();

    /// <param name="settings">Beyond what all tests have: "Detector:Sensitivity" → "0.1".</param>
    public static async Task<SixServices> StartAsync(Servers servers, IReadOnlyDictionary<string, string>? settings = null)
    {
        var services = new SixServices(await servers.Postgres.CreateDatabaseAsync(), settings ?? new Dictionary<string, string>());
        try
        {
            await services.Notifications.Receiver.InitializeAsync();
            await File.WriteAllTextAsync(services._folder.Combine("pipeline.yaml"), services.SettingsFile(servers.Broker));
            foreach (var name in Names)
                services._services.Add(name, services.Process(name));
            await Task.WhenAll(services._services.Values.Select(service => service.StartAsync()));
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    public ServiceProcess Service(string name) => _services[name];

    /// <summary>One more process of a service, beside the one that is there.</summary>
    public async Task<ServiceProcess> StartReplicaAsync(string name)
    {
        var replica = Process(name);
        _replicas.Add(replica);
        await replica.StartAsync();
        return replica;
    }

    /// <summary>The last lines of every process, for the message of a failed test.</summary>
    public string Output() => string.Join(
        "\n", _services.Values.Concat(_replicas).Select(service => $"--- {service.Name}\n{string.Join('\n', service.Output.Split('\n').TakeLast(25))}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values.Concat(_replicas))
            await service.DisposeAsync();
        await Notifications.Receiver.DisposeAsync();
        await Database.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private ServiceProcess Process(string name) => new(name, _environment, _folder.Path);

    private string SettingsFile(RabbitMqFixture broker)
    {
        var database = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { MaxPoolSize = 12 };
        return $$"""
            cluster: {{database.Database!.Replace('_', '-')}}
            partitions: 2
            shutdownTimeout: 10s
            database: { connectionString: '{{database.ConnectionString}}' }
            bus: { address: 'amqp://127.0.0.1:{{broker.Port}}/', quorumSize: 1 }
            masking: { key: '{{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}}' }
            audit: { keyFile: '{{KeyFile}}', anchorFile: '{{AnchorFile}}', interval: 1s }
            access:
              tokens:
              - { name: alertmanager, roles: [ingest], secret: '{{IngestToken}}' }
              - { name: ana, roles: [approver, auditor], secret: '{{ApproverToken}}' }
            recovery: { interval: 500ms, intakeAge: 1s }
            analyzer: { timeLimit: 5s, retryAfter: 1s }
            approver: { mode: manual }
            verification: { settleTime: 1s }
            executor: { retryAfter: 500ms, reconcileAfter: 500ms, timeLimit: 6s, recordTimeout: 3s }
            actions: { notify: { url: '{{Notifications.Receiver.Address}}', timeout: 5s } }

            """;
    }

    private string KeyFile => _folder.Combine("audit.pem");

    private static string Token() => RandomNumberGenerator.GetHexString(48, lowercase: true);
}
