using System.Diagnostics;

namespace Pipeline.Processes;

/// <summary>A process that this one has started, and that never outlives it: the kernel ends it when the parent dies.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly RunningProcess? _running;
    private readonly OutputTail _tail = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _reading = new();
    private readonly Task _output;
    private bool _disposed;

    private ChildProcess(Process process, Action<string>? onLine)
    {
        _process = process;
        Id = process.Id;
        _running = RunningProcess.Find(process.Id);
        process.Exited += (_, _) => _exited.TrySetResult(process.ExitCode);
        process.EnableRaisingEvents = true; // raises for a child that has ended before, too
        process.StandardInput.Close();
        _output = Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onLine));
    }

    public int Id { get; }

    /// <summary>Completes with the exit code when the process has ended; 128 + n when a signal n ended it.</summary>
    public Task<int> Exited => _exited.Task;

    public bool HasExited => _exited.Task.IsCompleted;

    /// <summary>The last 200 lines of both outputs.</summary>
    public string OutputTail => _tail.ToString();

    /// <exception cref="ProgramNotFoundException">There is no such program.</exception>
    public static ChildProcess Start(ChildProcessStart start)
    {
        var info = start.ToStartInfo();
        var started = new TaskCompletionSource<ChildProcess>();
        var thread = new Thread(() =>
        {
            try
            {
                var child = new ChildProcess(Process.Start(info)!, start.OnLine);
                started.SetResult(child);
                child.Exited.Wait(); // the death signal is sent when this thread ends, so it lives as long as the child
            }
            catch (Exception e) when (started.TrySetException(e))
            {
                // the caller gets it
            }
        })
        {
            IsBackground = true,
            Name = $"parent of {Path.GetFileName(start.Program)}",
        };
        thread.Start();
        return started.Task.GetAwaiter().GetResult();
    }

    /// <summary>Runs a short-lived program to its end; one that is not finished in time is killed.</summary>
    /// <exception cref="ProgramNotFoundException">There is no such program.</exception>
    /// <exception cref="TimeoutException">It was not finished after <paramref name="timeout"/>.</exception>
    public static async Task<ChildProcessResult> RunAsync(
        ChildProcessStart start, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await using var child = Start(start);
        try
        {
            var code = await child.Exited.WaitAsync(timeout, cancellationToken);
            await child.DrainAsync();
            return new ChildProcessResult(code, child.OutputTail);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(
                $"{start.Program} was not finished after {timeout.TotalSeconds} s. Its last output:\n{child.OutputTail}", e);
        }
    }

    /// <returns>False when it has ended already.</returns>
    public bool Send(UnixSignal signal) => _running?.Send(signal) ?? false;

    /// <summary>Sends the signal and waits; one that does not listen within <paramref name="grace"/> is killed.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(UnixSignal signal, TimeSpan grace)
    {
        Send(signal);
        try
        {
            return await Exited.WaitAsync(grace);
        }
        catch (TimeoutException) // it has had its chance
        {
            return await KillAsync();
        }
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task<int> KillAsync()
    {
        Send(UnixSignal.Kill);
        return await Exited;
    }

    /// <summary>Kills the process when it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await KillAsync();
        await DrainAsync();
        _process.Dispose();
        _reading.Dispose();
    }

    /// <summary>Reads the rest of the output. A grandchild may hold the pipe open for ever: then reading is given up.</summary>
    private async Task DrainAsync()
    {
        _reading.CancelAfter(OutputPatience);
        await _output;
    }

    private async Task ReadAsync(StreamReader reader, Action<string>? onLine)
    {
        try
        {
            while (await reader.ReadLineAsync(_reading.Token) is { } line)
            {
                _tail.Add(line);
                onLine?.Invoke(line);
            }
        }
        catch (OperationCanceledException) when (_reading.IsCancellationRequested)
        {
            // the process is gone, and a grandchild keeps its pipe open
        }
    }
}
