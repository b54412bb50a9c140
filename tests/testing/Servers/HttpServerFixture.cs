using Pipeline.Processes;
using Xunit;

namespace Pipeline.Testing.Servers;

/// <summary>A real server that speaks HTTP on a port of 127.0.0.1, which it keeps over kill and restart.</summary>
/// <param name="program">On PATH.</param>
/// <param name="debianPackage">What brings the program.</param>
/// <param name="readyPath">Answers 200 when the server is ready.</param>
public abstract class HttpServerFixture(string program, string debianPackage, string readyPath) : IAsyncLifetime
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private ChildProcess? _server;

    /// <summary>host:port, as a scrape target is written.</summary>
    public string Target => $"127.0.0.1:{Port}";

    public Uri Address => new($"http://{Target}");

    public int Port { get; } = FreePorts.One();

    /// <summary>The process id of the running server.</summary>
    public int ProcessId => Running.Id;

    protected TemporaryFolder Folder { get; } = new();

    protected HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(20) };

    private ChildProcess Running =>
        _server ?? throw new InvalidOperationException($"{program} is stopped: StartAsync brings it back.");

    public virtual Task InitializeAsync() => StartAsync();

    /// <summary>Starts the stopped server, on the same port and data.</summary>
    public async Task StartAsync()
    {
        if (ProgramPath.Find(program) is null)
            throw new MissingServerException(program, debianPackage);
        _server = ChildProcess.Start(new ChildProcessStart(program, Arguments()) { WorkingDirectory = Folder.Path });
        await ServerStart.WaitUntilAsync(_server, program, IsReadyAsync);
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public Task StopAsync() => EndAsync(Running.StopAsync(UnixSignal.Terminate, StopPatience));

    /// <summary>kill -9.</summary>
    public Task KillAsync() => EndAsync(Running.KillAsync());

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await KillAsync();
        Client.Dispose();
        await Folder.DisposeAsync();
    }

    protected abstract IReadOnlyList<string> Arguments();

    /// <summary>Makes the running server read its configuration file again.</summary>
    protected async Task ReloadAsync()
    {
        using var answer = await Client.PostAsync(new Uri(Address, "/-/reload"), content: null);
        if (!answer.IsSuccessStatusCode)
        {
            throw new ArgumentException(
                $"{program} refuses the configuration: {await answer.Content.ReadAsStringAsync()}\n{Running.OutputTail}");
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(Address, readyPath));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task EndAsync(Task end)
    {
        await end;
        await Running.DisposeAsync();
        _server = null;
    }
}
