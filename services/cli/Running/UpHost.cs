using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.EmbeddedPostgres;
using Pipeline.EmbeddedPostgres.Supervision;
using Pipeline.Hosting;
using Pipeline.Hosting.Auditing;
using Pipeline.Hosting.Configuration;
using Pipeline.Processes;
using Pipeline.Simulator;

namespace Pipeline.Cli.Running;

/// <summary>Brings the pipeline up in this process, and down again.</summary>
internal static class UpHost
{
    private const int UsualPort = 8080;

    /// <summary>Runs until the process is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(UpOptions options, CancellationToken cancellationToken)
    {
        var screen = new UpScreen(Terminal.OfProcess(), TimeProvider.System);
        if (options.Replay is { } recording && !File.Exists(recording))
            throw new CommandException(ExitCode.Usage, $"The recording {recording} does not exist. Name a CSV file, or leave it out to replay the one that comes with the program.");
        if (PortFor(options.Port) is not { } port)
            throw new CommandException(ExitCode.Usage, $"Port {options.Port} is taken. Give another one with --port, or leave it out.");
        var settings = UserSettings.Read(options);
        if (options.Replay is null && !options.Simulate && !settings.NamesASource)
        {
            throw new CommandException(ExitCode.Usage, "There is nothing to watch. Bring a simulated cluster with --simulate, replay a recording with --replay, "
                + "or name a source: --collector:prometheus:main:url URL, or in pipeline.yaml (collector, or a token with the role ingest for Alertmanager).");
        }

        await using var cluster = options.Simulate ? await SimulateAsync(settings.Simulator, options.DataFolder, screen, cancellationToken) : null;
        var url = new Uri($"http://127.0.0.1:{port}");
        if (settings.ConnectionString is { } given)
            return await RunAsync(options, given, url, cluster, screen, cancellationToken);
        await using var database = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = options.DataFolder }, new DatabaseNotices(screen), TimeProvider.System, cancellationToken);
        var connection = await RunDatabases.ChooseAsync(options, database.ConnectionString, screen, cancellationToken);
        return await RunAsync(options, connection, url, cluster, screen, cancellationToken);
    }

    private static Task<SimulatorServer> SimulateAsync(
        SimulatorOptions options, string folder, UpScreen screen, CancellationToken cancellationToken)
    {
        screen.Step("building a simulated cluster, and living through its past");
        return SimulatorServer.StartAsync(options, folder, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
    }

    private static async Task<int> RunAsync(
        UpOptions options, string connection, Uri url, SimulatorServer? cluster, UpScreen screen, CancellationToken cancellationToken)
    {
        var token = RandomNumberGenerator.GetHexString(48, lowercase: true);
        var settings = UpSettings.Of(options, connection, url, token, cluster?.Addresses);
        await using var app = PipelineApplication.Build(
            "up", ServiceModule.All, settings, builder =>
            {
                builder.Services.AddSingleton(screen);
                builder.Services.AddSingleton(options);
                builder.Services.AddHostedService<Narrator>();
                builder.AddPipelineOptions<SimulatorOptions>(SimulatorOptions.Section);
            });
        InstanceFile? instance = null;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            instance = Instance(app, connection, url, token);
            instance.Write(options.DataFolder);
            screen.Ready(url, options, cluster?.Addresses);
            cluster?.BeginScenario(screen.Ailed);
        });
        try
        {
            return await app.RunPipelineAsync(cancellationToken);
        }
        finally
        {
            instance?.Remove(options.DataFolder);
            screen.Stopped();
        }
    }

    private static InstanceFile Instance(WebApplication app, string connection, Uri url, string token)
    {
        var settings = app.Services.GetRequiredService<PipelineSettings>();
        return new InstanceFile
        {
            Url = url,
            Token = token,
            ProcessId = Environment.ProcessId,
            StartedAt = TimeProvider.System.GetUtcNow(),
            Cluster = settings.Get<PipelineOptions>().Cluster,
            ConnectionString = connection,
            Schema = settings.Get<DatabaseOptions>().Schema,
            AnchorFile = settings.Get<AuditOptions>().AnchorFile!,
            PublicKeyFile = settings.Get<AuditOptions>().PublicKeyFile()!,
        };
    }

    private static int? PortFor(int? asked) => asked switch
    {
        null => FreePorts.IsFree(UsualPort) ? UsualPort : FreePorts.One(),
        0 => FreePorts.One(),
        { } port => FreePorts.IsFree(port) ? port : null,
    };

    private sealed class DatabaseNotices(UpScreen screen) : IProgress<DatabaseNotice>
    {
        public void Report(DatabaseNotice value) => screen.Step(value.Text);
    }
}
