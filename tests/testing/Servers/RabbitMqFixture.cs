using System.Globalization;
using System.Net.Sockets;
using Pipeline.Processes;
using Xunit;

namespace Pipeline.Testing.Servers;

/// <summary>A real RabbitMQ for a test assembly, with a port mapper (epmd) of its own; it keeps its port over kill and restart.</summary>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    // Debian's /usr/sbin/rabbitmq-server changes to the user rabbitmq when root calls it; this one does not
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string NodeName = "test@localhost";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly int _portMapperPort;
    private readonly int _distributionPort;
    private ChildProcess? _portMapper;
    private ChildProcess? _broker;

    public RabbitMqFixture()
    {
        var ports = FreePorts.Many(3);
        (Port, _portMapperPort, _distributionPort) = (ports[0], ports[1], ports[2]);
    }

    /// <summary>The AMQP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>With user and password.</summary>
    public Uri Address => new($"amqp://guest:guest@127.0.0.1:{Port}/");

    /// <summary>The process id of the running broker.</summary>
    public int ProcessId => Running.Id;

    private ChildProcess Running =>
        _broker ?? throw new InvalidOperationException("RabbitMQ is stopped: StartAsync brings it back.");

    private string DataFolder => _folder.Combine("mnesia");

    public async Task InitializeAsync()
    {
        if (!File.Exists(Program) || ProgramPath.Find("epmd") is null)
            throw new MissingServerException("RabbitMQ", "rabbitmq-server");
        await WriteConfigurationAsync();
        // without one at hand, Erlang starts a daemon on all interfaces, which outlives the broker
        _portMapper = ChildProcess.Start(new ChildProcessStart(
            "epmd", "-port", _portMapperPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"));
        await ServerStart.WaitUntilAsync(_portMapper, "epmd", () => AnswersAsync(_portMapperPort));
        await StartAsync();
    }

    /// <summary>Starts the stopped broker, on the same port, with the data that is left.</summary>
    public async Task StartAsync()
    {
        var complete = new TaskCompletionSource();
        _broker = ChildProcess.Start(new ChildProcessStart(Program)
        {
            Environment = BrokerEnvironment(),
            WorkingDirectory = _folder.Path,
            OnLine = line =>
            {
                if (line.Contains("Server startup complete", StringComparison.Ordinal))
                    complete.TrySetResult();
            },
        });
        await ServerStart.WaitUntilAsync(
            _broker, "RabbitMQ", async () => complete.Task.IsCompleted && await AnswersAsync(Port));
    }

    /// <summary>SIGTERM: an orderly stop, which takes seconds.</summary>
    public Task StopAsync() => EndAsync(Running.StopAsync(UnixSignal.Terminate, StopPatience));

    /// <summary>kill -9.</summary>
    public Task KillAsync() => EndAsync(Running.KillAsync());

    /// <summary>Deletes all that the stopped broker has stored: queues, exchanges, messages.</summary>
    public void DeleteData()
    {
        if (_broker is not null)
            throw new InvalidOperationException("RabbitMQ runs: stop or kill it before its data is deleted.");
        Directory.Delete(DataFolder, recursive: true);
    }

    public async Task DisposeAsync()
    {
        if (_broker is not null)
            await KillAsync();
        if (_portMapper is not null)
            await _portMapper.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private async Task EndAsync(Task end)
    {
        await end;
        await Running.DisposeAsync();
        _broker = null;
    }

    private async Task WriteConfigurationAsync()
    {
        await File.WriteAllTextAsync(_folder.Combine("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            log.console = true
            log.file = false

            """);
        await File.WriteAllTextAsync(
            _folder.Combine("advanced.config"), "[{kernel,[{inet_dist_use_interface,{127,0,0,1}}]}].\n");
        await File.WriteAllTextAsync(_folder.Combine("enabled_plugins"), "[].\n");
        var cookie = _folder.Combine(".erlang.cookie"); // of its own: else nodes of two users fight over the one in ~
        await File.WriteAllTextAsync(cookie, Guid.CreateVersion7().ToString("N"));
        File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
    }

    private Dictionary<string, string?> BrokerEnvironment() => new()
    {
        ["RUNNING_UNDER_SYSTEMD"] = "1", // the script becomes the broker, instead of staying around it
        ["HOME"] = _folder.Path,
        ["ERL_EPMD_PORT"] = _portMapperPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = NodeName,
        ["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_CONFIG_FILE"] = _folder.Combine("rabbitmq"), // it adds .conf
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = _folder.Combine("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.Combine("enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = DataFolder,
        ["RABBITMQ_LOG_BASE"] = _folder.Combine("log"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
    };

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
