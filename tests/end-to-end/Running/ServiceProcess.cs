using System.Globalization;
using Pipeline.Processes;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Tests.Running;

/// <summary>One service in a process of its own, on a port that it keeps over kill and restart.</summary>
/// <param name="name">"collector" … "dashboard".</param>
/// <param name="environment">Its settings.</param>
/// <param name="folder">Where it runs.</param>
public sealed class ServiceProcess(string name, IReadOnlyDictionary<string, string?> environment, string folder) : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(10) };

    private ChildProcess? _process;

    public string Name { get; } = name;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePorts.One()}/");

    /// <summary>Its process id; null before it was started.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>What it wrote last.</summary>
    public string Output => _process?.OutputTail ?? "";

    /// <summary>Starts it, and waits until it says that it is ready.</summary>
    public async Task StartAsync()
    {
        var assembly = $"Pipeline.{char.ToUpperInvariant(Name[0])}{Name[1..]}.dll";
        var process = ChildProcess.Start(new ChildProcessStart("dotnet", Path.Combine(AppContext.BaseDirectory, assembly))
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?>(environment)
            {
                ["PIPELINE__HTTP__URL"] = Url.ToString(),
                ["DOTNET_gcServer"] = "0",
            },
        });
        _process = process;
        await Eventually.HoldsAsync(async token => process.HasExited || await IsReadyAsync(token), StartPatience);
        if (process.HasExited)
        {
            var code = (await process.Exited).ToString(CultureInfo.InvariantCulture);
            throw new InvalidOperationException($"The {Name} ended with {code} instead of getting ready:\n{process.OutputTail}");
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync() => await _process!.KillAsync();

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync() => _process!.StopAsync(UnixSignal.Terminate, StartPatience);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var answer = await Client.GetAsync(new Uri(Url, "health/ready"), cancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
